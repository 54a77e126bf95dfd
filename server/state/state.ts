/**
 * What is true only now: who is connected where, what the nodes tell each other, who is too fast.
 * Nothing here needs to survive; what must is in `server/store/`. Every adapter keeps these promises,
 * and `tests/contracts/` holds each adapter to them.
 */
export interface State {
  readonly bus: Bus
  readonly presence: Presence
  readonly limits: Limits
  check(): Promise<void>
  close(): Promise<void>
}

/**
 * News between the nodes. At most once, and not surely in order: whoever must not miss anything finds
 * the hole by `seq` and reads the store. A node hears itself too.
 */
export interface Bus {
  publish(topic: string, news: object): void
  /** Resolves when the subscription holds: what is published after that is heard. */
  subscribe(topic: string, hear: (news: unknown) => void): Promise<Unsubscribe>
}
export type Unsubscribe = () => void

/**
 * Who is at a place: a place is a room, or the whole house. One person may be there by several
 * connections, and counts once. A connection belongs to a node; when the node dies without a word its
 * connections are taken away within 15 s.
 */
export interface Presence {
  /** True when the person was not there by any other connection. */
  come(place: string, person: string, connection: string): Promise<boolean>
  /** True when this was the person's last connection there. Twice is fine: the second is false. */
  go(place: string, person: string, connection: string): Promise<boolean>
  count(place: string): Promise<number>
  isThere(place: string, person: string): Promise<boolean>
  /** Which of these people are there. */
  whoOf(place: string, people: string[]): Promise<Set<string>>
  /** People there, in the order of their ids, after the given one. */
  list(place: string, after: string | undefined, limit: number): Promise<string[]>
}

/** How much of something a key may do: `perSecond` in the long run, `burst` at once. */
export interface Rate {
  perSecond: number
  burst: number
}

/** Shared limits, the same for one person on every node (token buckets). */
export interface Limits {
  /** Takes `cost` from the bucket; 0 when it was there, else milliseconds after which it will be. */
  take(key: string, rate: Rate, cost?: number): Promise<number>
}
