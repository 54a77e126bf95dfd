import type { Files, Http } from './http'

/** One's own profile, as others see it. Each rejects with `Refused`. */
export function meApi(http: Http, files: Pick<Files, 'send'>) {
  return {
    get: () => http.own('GET /api/me'),

    // By POST, for WeChat's requests know no PATCH.
    change: (change: { name?: string; avatar?: string }) => http.own('POST /api/me', {}, change),

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
