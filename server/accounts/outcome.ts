import type { Account } from '../store/store'

/** Why somebody was not let in, as a word that the HTTP API passes on. */
type SignInProblem =
  | 'bad-name'
  | 'bad-password'
  | 'name-taken'
  | 'wrong-password'
  | 'too-fast'
  | 'bad-wechat-code'
  | 'wechat-refused'

/** Who signed in, or why nobody did. */
export type SignIn =
  | { account: Account }
  | {
      problem: SignInProblem
      /** A sentence about this very case, where there is more to say than the word does. */
      detail?: string
      /** Milliseconds after which it may be tried again. */
      retryAfter?: number
    }
