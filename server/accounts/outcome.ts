import type { Account } from '../store/store'

/** Why somebody was not let in, as a word that the HTTP API passes on. */
type SignInProblem =
  | 'bad-name'
  | 'bad-password'
  | 'common-password'
  | 'name-taken'
  | 'wrong-password'
  | 'too-fast'
  | 'bad-wechat-code'
  | 'wechat-refused'
  | 'unknown-ticket'

/** Why something was not done: a word, and what there is to say beside it. */
interface Outcome<Problem> {
  problem: Problem
  /** A sentence about this very case, where there is more to say than the word does. */
  detail?: string
  /** Milliseconds after which it may be tried again. */
  retryAfter?: number
}

/** Who signed in, or why nobody did. */
export type SignIn = { account: Account } | Outcome<SignInProblem>

/** Why the way in which an account signs in was not changed. */
export type ChangeProblem = Outcome<SignInProblem | 'not-a-guest' | 'no-password'>
