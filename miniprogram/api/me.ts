import type { Files, Http } from './http'

/** One's own profile, as others see it. Each rejects with `Refused`. */
export function meApi(http: Http, files: Pick<Files, 'send'>) {
  return {
    get: () => http.own('GET /api/me'),

    // By POST, for WeChat's requests know no PATCH.
    change: (change: { name?: string; avatar?: string; receipts?: boolean }) =>
      http.own('POST /api/me', {}, change),

    /** Gives a guest a login name and a password; everything else stays as it is. */
    keep: (name: string, password: string) => http.own('POST /api/me/keep', {}, { name, password }),

    /** Signs every other session of oneself out. */
    changePassword: (current: string, password: string) =>
      http.own('POST /api/me/password', {}, { current, password }),

    sessions: () => http.own('GET /api/me/sessions'),
    endSession: (id: string) => http.own('DELETE /api/me/sessions/{id}', { id }),
    endOtherSessions: () => http.own('DELETE /api/me/sessions'),

    /** Uploads the picture that others see; `canceled` after `cancel`. */
    picture(file: string, onProgress: (percent: number) => void) {
      let cancel = () => {}
      const done = http.signed('POST /api/me/avatar', (token) => {
        const sending = files.send({ path: '/api/me/avatar', file, token }, onProgress)
        cancel = sending.cancel
        return sending.answer
      })
      return { done, cancel: () => cancel() }
    },
  }
}

export type MeApi = ReturnType<typeof meApi>
