import type { Person } from '#protocol'
import { hasLine, limits, targetOf, withAuthor } from '#protocol'
import { changedBy, type RoomMessage } from '../audience'
import { withoutWordsBefore } from '../edits'
import { fitting, type IsShown, type Room, wholePage } from '../messages'

/** What a window holds at least, if it is there: all that an answer may hold, however long its texts are. */
export const windowRoom: Room = { ...wholePage, bytes: Number.POSITIVE_INFINITY }

/** How many new names are remembered; what is being said is never older than the last of so many. */
const mostRenamed = 1_000

/** Messages in order, up to the newest one. `complete`: nothing is missing before them that the client lacks. */
export interface Page<M = RoomMessage> {
  messages: M[]
  complete: boolean
}

/**
 * The newest messages of a room, in order and without holes, each under its author's newest name: what
 * `enter` is answered from.
 */
export class Window {
  #messages: RoomMessage[]
  /** How many were left when it was cut. */
  #kept: number
  /** People who took another name or avatar: what they were just saying may still carry the old one. */
  readonly #renamed = new Map<string, Person>()

  constructor(newest: RoomMessage[]) {
    this.#messages = fitting(newest, 'end', hasLine, windowRoom)
    this.#kept = this.#messages.length
  }

  /** Adds the next message; comes back as it is to be shown. */
  add(posted: RoomMessage): RoomMessage {
    const message = { ...posted, from: this.#renamed.get(posted.from.id) ?? posted.from }
    this.#messages.push(message)
    // Cut in one go now and then: a shift for each message would move the whole window each time.
    if (this.#messages.length >= this.#kept + limits.pageMessages) this.#cut()
    const target = targetOf(message)
    if (target !== undefined) this.#change(target, message)
    return message
  }

  newest(): RoomMessage | undefined {
    return this.#messages.at(-1)
  }

  /** Everything after `since`, when one answer can hold it; else the newest page, and not complete. */
  since(since: number, last: number, isShown: IsShown = hasLine): Page {
    // A client that has seen more than there is had another store: it has to begin anew.
    if (since > last) return { ...this.latest(last, isShown), complete: false }
    const missing = last - since
    const wanted = missing > 0 ? this.#messages.filter((message) => message.seq > since) : []
    const messages = fitting(wanted, 'end', isShown)
    return { messages, complete: messages.length === missing }
  }

  /** The page for someone who knows nothing yet. */
  latest(last: number, isShown: IsShown = hasLine): Page {
    const messages = fitting(this.#messages, 'end', isShown, { ...wholePage, shown: limits.pageDefault })
    return { messages, complete: messages.length === last }
  }

  /** Shows the person's messages under their new name, those that are still to come too. */
  rename(person: Person): void {
    const [oldest] = this.#renamed.keys()
    if (oldest !== undefined && this.#renamed.size >= mostRenamed) this.#renamed.delete(oldest)
    this.#renamed.set(person.id, person)
    this.#messages = this.#messages.map((message) => withAuthor(message, person))
  }

  #cut(): void {
    this.#messages = fitting(this.#messages, 'end', hasLine, windowRoom)
    this.#kept = this.#messages.length
  }

  #change(seq: number, change: RoomMessage): void {
    this.#messages = withoutWordsBefore(this.#messages, change)
    const at = this.#messages.findIndex((message) => message.seq === seq)
    const message = this.#messages[at]
    if (message) this.#messages[at] = changedBy(message, change)
  }
}
