import type { Person } from '../protocol/index'
import type { Http } from './http'

/** Oneself, as others see one. */
export function meApi(http: Http) {
  return {
    get: () => http.own<Person>('GET', '/api/me'),
    // By POST, for `wx.request` knows no PATCH.
    change: (change: { name?: string; avatar?: string }) => http.own<Person>('POST', '/api/me', change),
  }
}

export type MeApi = ReturnType<typeof meApi>
