import type { Person } from '../protocol/index'
import type { Http } from './http'

export function peopleApi(http: Http) {
  const of = (id: string) => `/api/people/${encodeURIComponent(id)}`
  return {
    /** Rejects with `unknown-person`. */
    get: (id: string) => http.own<Person>('GET', of(id)),
    /** The QR code that leads to the person, as a `data:` address. */
    qr: (id: string) => http.own<string>('GET', `${of(id)}/qr`, undefined, true),
  }
}
