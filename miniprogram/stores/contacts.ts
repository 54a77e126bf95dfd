import type { Contact, Person } from '../protocol/index'
import type { Observable } from './observable'

/** Contacts, those online first, then by name. */
export interface ContactStore extends Observable<readonly Contact[]> {
  readonly blocked: Observable<readonly Person[]>
  of(person: string): Contact | undefined
  refresh(): Promise<void>
}
