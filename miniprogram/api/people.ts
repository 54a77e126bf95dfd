import type { Person } from '../protocol/index'
import type { Http } from './http'

export function peopleApi(http: Http) {
  return {
    /** Rejects with `unknown-person`. */
    get: (id: string) => http.own<Person>('GET', `/api/people/${encodeURIComponent(id)}`),
  }
}
