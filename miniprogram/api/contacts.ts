import type { AnswerOf } from '../protocol/index'
import type { Http } from './http'

/** Contacts, invitations and blocked people in one answer. */
export type ContactsAnswer = AnswerOf<'GET /api/contacts'>

export function contactsApi(http: Http) {
  return { get: () => http.own('GET /api/contacts') }
}

export type ContactsApi = ReturnType<typeof contactsApi>
