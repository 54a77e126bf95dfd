import type { Observable } from './observable'

/** A picture of oneself on its way to the server. */
export interface Portrait {
  /** Where this phone has it. */
  path: string
  /** How much of it is sent. */
  percent: number
  /** Why it did not get there: a code for `explain`. It stays until it is tried again or given up. */
  problem?: string
}

/** The picture that others are to see of oneself, from choosing it until the server has it. Nothing is under way: `undefined`. */
export interface PortraitStore extends Observable<Portrait | undefined> {
  /** Sends a picture; one that is still on its way makes room for it. Rejects with `Refused`, and then keeps it. */
  send(path: string): Promise<void>
  /** Sends what has failed once more. Rejects as `send` does. */
  retry(): Promise<void>
  cancel(): void
}
