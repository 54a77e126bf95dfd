import type { Message, Person, Pinned, Reactions } from '../../miniprogram/protocol/index'
import { limits } from '../../miniprogram/protocol/index'

/** What is put on the messages of a room of the model: who reacts with what, and what is pinned. */
export class ModelMarks {
  pinned: Pinned | undefined
  /** By the `seq` of the message; the people of each emoji in the order in which they used it. */
  readonly #reactions = new Map<number, { version: number; line?: number; people: Map<string, Person[]> }>()

  /** False when it is so already; nothing when the emoji is one too many. */
  react(seq: number, person: Person, emoji: string, on: boolean): boolean | undefined {
    const of = this.#reactions.get(seq) ?? { version: 0, people: new Map<string, Person[]>() }
    const there = of.people.get(emoji) ?? []
    if (on === there.some(({ id }) => id === person.id)) return false
    if (there.length === 0 && of.people.size >= limits.reactionEmojis) return undefined
    const people = on ? [...there, person] : there.filter(({ id }) => id !== person.id)
    if (people.length > 0) of.people.set(emoji, people)
    else of.people.delete(emoji)
    of.version += 1
    this.#reactions.set(seq, of)
    return true
  }

  /** The `seq` of the line that told of the reactions last. */
  lineOf(seq: number): number | undefined {
    return this.#reactions.get(seq)?.line
  }

  tell(seq: number, line: number): void {
    const of = this.#reactions.get(seq)
    if (of) of.line = line
  }

  reactionsOf(seq: number): Reactions {
    const { version, people } = this.#reactions.get(seq) ?? {
      version: 0,
      people: new Map<string, Person[]>(),
    }
    return { version, counts: [...people].map(([emoji, { length }]) => ({ emoji, count: length })) }
  }

  reactorsOf(seq: number, emoji: string): Person[] {
    return this.#reactions.get(seq)?.people.get(emoji) ?? []
  }

  /** A message as somebody sees it. */
  seenBy(person: string, message: Message): Message {
    const of = this.#reactions.get(message.seq)
    if (!of) return message
    const mine = [...of.people].filter(([, people]) => people.some(({ id }) => id === person))
    const emojis = mine.map(([emoji]) => emoji)
    return {
      ...message,
      reactions: { ...this.reactionsOf(message.seq), ...(emojis.length > 0 && { mine: emojis }) },
    }
  }

  forgetReactions(seq: number): void {
    this.#reactions.delete(seq)
  }

  /** False when it is so already; nothing when there is no room for one more. */
  pin(seq: number, on: boolean): boolean | undefined {
    const { version, seqs } = this.pinned ?? { version: 0, seqs: [] }
    if (on === seqs.includes(seq)) return false
    if (on && seqs.length >= limits.pins) return undefined
    const others = seqs.filter((one) => one !== seq)
    this.pinned = { version: version + 1, seqs: on ? [seq, ...others] : others }
    return true
  }
}
