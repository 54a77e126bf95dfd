import type { Person } from '../protocol/index'
import type { Http } from './http'

/** A person I am connected with, and our lasting 1v1 room. */
export interface Contact {
  person: Person
  room: string
  /** Milliseconds since 1970, the server's clock. */
  since: number
  online: boolean
}

/** An invitation to a 1v1 talk that waits for an answer. */
export interface Invitation {
  link: string
  /** Who asked me, or whom I asked. */
  person: Person
  note: string
  /** Milliseconds since 1970, the server's clock. */
  time: number
}

/** Contacts, invitations and blocked people in one answer. */
export interface ContactsAnswer {
  contacts: Contact[]
  invitations: { received: Invitation[]; sent: Invitation[] }
  blocked: Person[]
}

export function contactsApi(http: Http) {
  return { get: () => http.own<ContactsAnswer>('GET', '/api/contacts') }
}

export type ContactsApi = ReturnType<typeof contactsApi>
