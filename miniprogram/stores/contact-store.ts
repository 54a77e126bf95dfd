import type { Contact, Person } from '../protocol/index'
import { type Observable, observable, Store } from './observable'

/** Contacts, those online first, then by name. */
export interface Contacts extends Observable<readonly Contact[]> {
  readonly blocked: Observable<readonly Person[]>
  of(person: string): Contact | undefined
  /** Fetches contacts and invitations. Rejects with `Refused`. */
  refresh(): Promise<void>
}

export class ContactStore extends Store<readonly Contact[]> implements Contacts {
  readonly blocked = observable<readonly Person[]>([])
  readonly refresh: () => Promise<void>

  constructor(refresh: () => Promise<void>) {
    super([])
    this.refresh = refresh
  }

  of(person: string): Contact | undefined {
    return this.get().find((contact) => contact.person.id === person)
  }

  show(contacts: readonly Contact[]): void {
    this.set([...contacts].sort(byPresence))
  }

  /** A person answered, or was answered. The next refresh says whether they are online. */
  connected(person: Person, room: string): void {
    if (!this.of(person.id)) this.show([...this.get(), { person, room, since: 0, online: false }])
  }

  /** A contact has another name or avatar, came online or went offline. */
  changed(person: Person, online?: boolean): void {
    const known = this.of(person.id)
    if (!known) return
    const others = this.get().filter((contact) => contact !== known)
    this.show([...others, { ...known, person, online: online ?? known.online }])
  }
}

function byPresence(one: Contact, other: Contact): number {
  return Number(other.online) - Number(one.online) || one.person.name.localeCompare(other.person.name)
}
