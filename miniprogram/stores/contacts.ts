import type { Person } from '../protocol/index'
import type { Observable } from './observable'

/** A person I am connected with, and our lasting 1v1 room. */
export interface Contact {
  person: Person
  room: string
  /** Milliseconds since 1970, the server's clock. */
  since: number
  online: boolean
}

/** Contacts, those online first, then by name. */
export interface ContactStore extends Observable<readonly Contact[]> {
  readonly blocked: Observable<readonly Person[]>
  of(person: string): Contact | undefined
  refresh(): Promise<void>
}
