import type { FrameOf, Message, RefusalCode, ServerFrame } from '../../miniprogram/protocol/index'
import { hasLine, limits, withoutHidden } from '../../miniprogram/protocol/index'

/** What each person of a room of the model keeps for themselves: what they have deleted, and from where on it is unread. */
export class ModelPrivate {
  readonly #hidden = new Map<string, Set<number>>()
  readonly marked = new Map<string, number>()

  hiddenFrom(person: string): Set<number> {
    return this.#hidden.get(person) ?? new Set()
  }

  /** All or none. */
  hide({ room, seqs }: FrameOf<'hide'>, person: string, messages: Message[]): ServerFrame | RefusalCode {
    if (seqs.length === 0) return 'bad-frame'
    const wanted = [...new Set(seqs)]
    const isLine = (message: Message | undefined) => message !== undefined && hasLine(message)
    if (!wanted.every((seq) => isLine(messages[seq - 1]))) return 'unknown-message'
    const hidden = new Set([...this.hiddenFrom(person), ...wanted])
    if (hidden.size > limits.hidden) return 'too-many-hidden'
    this.#hidden.set(person, hidden)
    return { type: 'hidden', room, seqs: wanted }
  }

  /** What `entered` tells. */
  told(person: string): { hidden?: number[] } {
    const newest = [...this.hiddenFrom(person)].sort((one, other) => other - one)
    return newest.length > 0 ? { hidden: newest.slice(0, limits.hiddenTold) } : {}
  }

  seenBy(person: string, message: Message): Message {
    return withoutHidden(message, this.hiddenFrom(person))
  }
}
