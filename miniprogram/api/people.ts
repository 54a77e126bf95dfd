import type { Http } from './http'

export function peopleApi(http: Http) {
  return {
    /** Rejects with `unknown-person`. */
    get: (id: string) => http.own('GET /api/people/{id}', { id }),
    /** The QR code that leads to the person, as a `data:` address. */
    qr: (id: string) => http.picture(`/api/people/${encodeURIComponent(id)}/qr`),
  }
}
