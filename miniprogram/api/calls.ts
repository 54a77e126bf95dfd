import type { Http } from './http'

export type CallsApi = ReturnType<typeof callsApi>

/** Ways into a call beside this program. Each rejects with `Refused`: `unknown-call` where there is none of one's own. */
export function callsApi(http: Http) {
  return {
    /** A ticket by which a browser joins in one's own name: good once, for a minute. */
    ticket: (call: string) => http.own('POST /api/calls/{call}/ticket', { call }),

    /** What `wx.joinVoIPChat` is called with. `code`: what `wx.login` has just given. Rejects with `voip-off` where there is no WeChat app. */
    voip: (call: string, code: string) => http.own('POST /api/calls/{call}/voip', { call }, { code }),
  }
}
