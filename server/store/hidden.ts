/** What people have deleted for themselves alone. Nothing here looks at the messages. */
export interface Hidden {
  /**
   * Hides these messages of a room from a person. What is hidden already stays so. False, and nothing is changed, where there would
   * be more than `most` of the room; of several calls at the same time each counts what it finds.
   */
  hide(room: string, person: string, seqs: number[], most: number): Promise<boolean>
  /** Of these messages those that are hidden from the person, in no particular order. At most 3,000 a call. */
  among(room: string, person: string, seqs: number[]): Promise<number[]>
  /** The newest ones, the newest first. */
  newest(room: string, person: string, limit: number): Promise<number[]>
  /** Forgets what is hidden from a person in a room: for an account that is removed. Idempotent. */
  forget(room: string, person: string): Promise<void>
}
