import type { Bus, Unsubscribe } from '../../state/state'
import type { Visitor } from '../visitor'
import { type PersonNews, personTopic } from './news'

interface Resident {
  visitors: Set<Visitor>
  unsubscribe: Promise<Unsubscribe>
}

/** The people who are connected to this node, with their connections. */
export class Residents {
  private readonly people = new Map<string, Resident>()

  constructor(
    private readonly bus: Bus,
    private readonly hear: (person: string, news: PersonNews) => void,
  ) {}

  /** Resolves when news for the person reaches this visitor. */
  async arrive(visitor: Visitor): Promise<void> {
    const id = visitor.person.id
    const resident = this.people.get(id) ?? this.begin(id)
    resident.visitors.add(visitor)
    await resident.unsubscribe
  }

  depart(visitor: Visitor): void {
    const id = visitor.person.id
    const resident = this.people.get(id)
    if (!resident?.visitors.delete(visitor) || resident.visitors.size > 0) return
    this.people.delete(id)
    // A subscription that failed has nothing to undo.
    void resident.unsubscribe.then((unsubscribe) => unsubscribe()).catch(() => undefined)
  }

  of(person: string): ReadonlySet<Visitor> {
    return this.people.get(person)?.visitors ?? new Set()
  }

  /** Everyone's connections. */
  all(): Visitor[] {
    return [...this.people.values()].flatMap(({ visitors }) => [...visitors])
  }

  private begin(person: string): Resident {
    const unsubscribe = this.bus.subscribe(personTopic(person), (news) =>
      this.hear(person, news as PersonNews),
    )
    const resident: Resident = { visitors: new Set(), unsubscribe }
    this.people.set(person, resident)
    return resident
  }
}
