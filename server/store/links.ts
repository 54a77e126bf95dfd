/** An invitation to a 1v1 talk. */
export interface Link {
  id: string
  from: string
  to: string
  note: string
  time: number
  state: 'waiting' | 'connected' | 'declined' | 'withdrawn'
  /** When it left `waiting`. */
  settled?: number
}

/** Two people who are connected, and their lasting room. */
export interface Pair {
  room: string
  peer: string
  since: number
}

export interface Links {
  /**
   * Keeps an invitation. When one of `from` to `to` is waiting already, that one is handed back instead;
   * the same id again gets the invitation as it is by now.
   */
  ask(link: Link): Promise<Link>
  get(id: string): Promise<Link | undefined>
  /**
   * Moves a waiting invitation on, once: of two that try at the same time one succeeds. The settled
   * link, or nothing when it was not waiting.
   */
  settle(id: string, state: 'connected' | 'declined' | 'withdrawn', now: number): Promise<Link | undefined>
  waitingFor(to: string): Promise<Link[]>
  waitingFrom(from: string): Promise<Link[]>
  /** The newest invitation of one person to another, whatever became of it. */
  latest(from: string, to: string): Promise<Link | undefined>
  /** Makes two people a pair with this room, or hands back the room they have; one with themselves is none that `pairsOf` tells. Idempotent. */
  pair(one: string, other: string, room: string, now: number): Promise<string>
  roomOf(one: string, other: string): Promise<string | undefined>
  /** Those with others. */
  pairsOf(person: string): Promise<Pair[]>
  /**
   * Idempotent, and so is `unblock`. `read`: how far `by` has read in the room of the two; that of the first time
   * is kept.
   */
  block(by: string, person: string, read: number): Promise<void>
  unblock(by: string, person: string): Promise<void>
  /** The `read` of a block; nothing when there is none. */
  blockOf(by: string, person: string): Promise<{ read: number } | undefined>
  blockedBy(by: string): Promise<string[]>
  /** Those who have blocked the person. */
  blockersOf(person: string): Promise<string[]>
}
