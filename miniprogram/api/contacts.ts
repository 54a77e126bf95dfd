import type { Person } from '../protocol/index'
import type { Contact } from '../stores/contacts'
import type { Invitation } from '../stores/invitations'
import type { Http } from './http'

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
