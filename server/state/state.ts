/**
 * What is true only now: who is connected where, what the nodes tell each other, who is too fast.
 * Nothing here needs to survive; what must is in `server/store/`. Every adapter keeps these promises,
 * and `tests/contracts/` holds each adapter to them.
 */
export interface State {
  /** Whether other servers have a part in it. News can only be lost on the way between two. */
  readonly shared: boolean
  readonly bus: Bus
  readonly presence: Presence
  readonly limits: Limits
  readonly records: Records
  /** Rejects when it cannot be used now. All but this goes on as well as it can, and comes back by itself. */
  check(): Promise<void>
  /** Idempotent. */
  close(): Promise<void>
}

/** What the servers share cannot be read or changed now; whether it was changed is then unknown. */
export class StateUnavailable extends Error {
  override readonly name = 'StateUnavailable'
}

/** Why the state cannot be opened; the message is a sentence for the operator. */
export class StateNotOpened extends Error {
  override readonly name = 'StateNotOpened'
}

/**
 * News between the nodes. At most once, and not surely in order: a reader that must not miss anything finds
 * the hole by `seq` and reads the store. A node hears itself too, whatever becomes of the others.
 */
export interface Bus {
  /** Never throws: news that cannot leave the node now are lost to the others. */
  publish(topic: string, news: object): void
  /** Resolves when the subscription holds: what is published after that is heard. */
  subscribe(topic: string, hear: (news: unknown) => void): Promise<Unsubscribe>
  /** Tells when news of any topic may have been lost, and new ones arrive again. */
  onGap(hear: () => void): Unsubscribe
  /**
   * Tells that from now on news may be missing, as far as this node can know, and again every 3.5 s until for some
   * seconds they have all arrived. The node knows 3.5 s after they have begun to be missing at the latest.
   */
  onDoubt(hear: () => void): Unsubscribe
}
export type Unsubscribe = () => void

/**
 * Who is in a set: the people in a room, or all who are connected, on whichever node. One person may be there
 * by several connections, and counts once. A connection belongs to a node; when the node dies without a word
 * its connections are taken away within 15 s.
 */
export interface Presence {
  /** True when the person was not there by any other connection. */
  join(set: string, person: string, connection: string): Promise<boolean>
  /** True when this was the person's last connection there. Twice is fine: the second is false. */
  leave(set: string, person: string, connection: string): Promise<boolean>
  count(set: string): Promise<number>
  isThere(set: string, person: string): Promise<boolean>
  /** Which of these people are there. */
  whoOf(set: string, people: string[]): Promise<Set<string>>
  /** People there, in the order of their ids, after the given one. */
  list(set: string, after: string | undefined, limit: number): Promise<string[]>
  /** Tells, on one of the nodes, who joined or left without `join` or `leave`: for one listener. */
  onDiff(hear: (diff: PresenceDiff) => void): void
}

/** People whom a dead node has left behind, or whom a node had to make known again. */
export interface PresenceDiff {
  set: string
  joined: string[]
  left: string[]
}

/** How much of something a key may do: `perSecond` in the long run, `burst` at once. */
export interface Rate {
  perSecond: number
  burst: number
}

/** Shared limits, the same on every node. */
export interface Limits {
  /** Takes `cost` from the token bucket; 0 when it was there, else milliseconds after which it will be. */
  take(key: string, rate: Rate, cost?: number): Promise<number>
  /** True for the first `holder` within so many milliseconds, and for the same one again: a retry is let through. */
  hold(key: string, holder: string, ms: number): Promise<boolean>
  /** Lets go of what this holder has before its time; what is another's stays. */
  release(key: string, holder: string): Promise<void>
}

/**
 * Small texts that all servers share, each changed by comparing and setting: of two who change one at the same time one does
 * not, and looks again. They reject with `StateUnavailable`.
 */
export interface Records {
  /** The record; nothing where there is none, or its time is over. */
  get(key: string): Promise<string | undefined>
  /**
   * Puts `next` in the place of `known`, for so many milliseconds; nothing stands for no record. False where another one is
   * there by now. Asked again after a rejection it may be false because it was done.
   */
  swap(key: string, known: string | undefined, next: string | undefined, ms: number): Promise<boolean>
}
