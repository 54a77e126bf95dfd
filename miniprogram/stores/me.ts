import type { AnswerOf, Person } from '../protocol/index'
import type { Observable } from './observable'
import type { PortraitStore } from './portrait'

/** How people can sign in here, as the server says. */
export type WaysIn = AnswerOf<'GET /api/login'>

/** Who is signed in on this phone. Nobody: `undefined`. A lost connection never signs anybody out. */
export interface MeStore extends Observable<Person | undefined> {
  waysIn(): Promise<WaysIn>
  /** Each sign-in rejects with `Refused`. Once it resolves, `get()` has the person and the session is starting. */
  guest(name: string): Promise<Person>
  register(name: string, password: string): Promise<Person>
  password(name: string, password: string): Promise<Person>
  /** By `wx.login`. */
  wechat(): Promise<Person>
  /** Ends the session here at once and on the server if it can be reached; clears what this phone kept, unsent messages too. */
  signOut(): void
  /** One's own picture, on its way to the server. */
  readonly portrait: PortraitStore
  /** Changes name or avatar (an address); others see it at once. */
  change(change: { name?: string; avatar?: string }): Promise<Person>
}
