/** One sign-in on one device. Its token is not kept. */
export interface SessionRecord {
  /** The id in its tokens. */
  id: string
  person: string
  /** A short label of the device; '' when unknown. */
  device: string
  /** By which its address is known again; '' when unknown. The address itself is not kept. */
  address: string
  /** Times in milliseconds since 1970, as all. */
  created: number
  seen: number
  /** When the last of its tokens expires by itself. */
  expires: number
}

/** What a session changes about itself. */
export type SessionChange = Partial<Pick<SessionRecord, 'device' | 'address' | 'expires'>>

/** Who is signed in where. A token says of which session it is; what is revoked here is void whatever it says. */
export interface SessionRecords {
  /** Keeps a session, and that its account was seen. One with this id stays as it is. */
  begin(record: SessionRecord): Promise<void>
  get(id: string): Promise<SessionRecord | undefined>
  /**
   * The session was used, and so its account was seen: neither time goes back. Changes what is given. Nothing
   * happens where there is no such session.
   */
  touch(id: string, seen: number, change: SessionChange): Promise<void>
  /** A person's sessions that were not revoked, last seen first, at most `limit`. */
  of(person: string, limit: number): Promise<SessionRecord[]>
  /** Whether a session of the person that is not swept yet, a revoked one too, had this address. */
  isKnown(person: string, address: string): Promise<boolean>
  /** A session is void from now on. `until`: when its tokens expire by themselves, and it may be forgotten. */
  revoke(session: string, until: number): Promise<void>
  isRevoked(session: string): Promise<boolean>
  /** Forgets the sessions and the revocations whose time is past. */
  sweep(now: number): Promise<void>
}
