import type { Message, Person } from '#protocol'
import { applyChange, limits, targetOf, withAuthor } from '#protocol'
import { fitting } from '../messages'

/** The newest messages of a room, in order and without holes: what `enter` is answered from. */
export class Window {
  #messages: Message[]

  constructor(newest: Message[]) {
    this.#messages = newest.slice(-limits.pageMessages)
  }

  add(message: Message): void {
    this.#messages.push(message)
    // Cut in one go now and then: a shift for each message would move the whole window each time.
    if (this.#messages.length >= 2 * limits.pageMessages)
      this.#messages = this.#messages.slice(-limits.pageMessages)
    const target = targetOf(message)
    if (target !== undefined) this.#change(target, message)
  }

  newest(): Message | undefined {
    return this.#messages.at(-1)
  }

  /** Everything after `since`, when one answer can hold it; else the newest page, and not complete. */
  since(since: number, last: number): { messages: Message[]; complete: boolean } {
    // Somebody with another server's past has to begin anew.
    if (since > last) return { ...this.latest(last), complete: false }
    const missing = last - since
    const wanted = missing > 0 ? this.#messages.filter((message) => message.seq > since) : []
    const messages = fitting(wanted, 'end')
    return { messages, complete: messages.length === missing }
  }

  /** The page for someone who knows nothing yet. */
  latest(last: number): { messages: Message[]; complete: boolean } {
    const messages = fitting(this.#messages.slice(-limits.pageDefault), 'end')
    return { messages, complete: messages.length === last }
  }

  rename(person: Person): void {
    this.#messages = this.#messages.map((message) => withAuthor(message, person))
  }

  #change(seq: number, change: Message): void {
    const at = this.#messages.findIndex((message) => message.seq === seq)
    const message = this.#messages[at]
    if (message) this.#messages[at] = applyChange(message, change)
  }
}
