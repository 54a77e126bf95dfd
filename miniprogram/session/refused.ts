/**
 * Something was asked of the server and not granted. `code` goes to `explain` for a sentence to show: one of the wire
 * or of HTTP, or, where the request did not get through, `offline`, `no-answer`, `untrusted-server` or `signed-out`.
 */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: string
  /** Milliseconds after which it may be tried again, where the server says so. */
  readonly retryAfter?: number

  constructor(code: string, message = code, retryAfter?: number) {
    super(message)
    this.code = code
    if (retryAfter !== undefined) this.retryAfter = retryAfter
  }
}
