import type { Bus, Unsubscribe } from '../../state/state'
import type { Client } from '../client'
import { hearPerson, type PersonNews } from './news'

interface ConnectedUser {
  clients: Set<Client>
  unsubscribe: Promise<Unsubscribe>
}

/** The people who are connected to this node, with their connections. */
export class UserConnections {
  readonly #people = new Map<string, ConnectedUser>()
  readonly #bus: Bus
  readonly #hear: (person: string, news: PersonNews) => void

  constructor(bus: Bus, hear: (person: string, news: PersonNews) => void) {
    this.#bus = bus
    this.#hear = hear
  }

  /** Resolves when news for the person reaches this client. */
  async add(client: Client): Promise<void> {
    const id = client.person.id
    const user = this.#people.get(id) ?? this.#begin(id)
    user.clients.add(client)
    await user.unsubscribe
  }

  remove(client: Client): void {
    const id = client.person.id
    const user = this.#people.get(id)
    if (!user?.clients.delete(client) || user.clients.size > 0) return
    this.#people.delete(id)
    // A subscription that failed has nothing to undo.
    void user.unsubscribe.then((unsubscribe) => unsubscribe()).catch(() => undefined)
  }

  of(person: string): ReadonlySet<Client> {
    return this.#people.get(person)?.clients ?? new Set()
  }

  /** Everyone's connections. */
  all(): Client[] {
    return [...this.#people.values()].flatMap(({ clients }) => [...clients])
  }

  #begin(person: string): ConnectedUser {
    const unsubscribe = hearPerson(this.#bus, person, (news) => this.#hear(person, news))
    const user: ConnectedUser = { clients: new Set(), unsubscribe }
    this.#people.set(person, user)
    return user
  }
}
