import type { Message, Person } from '#protocol'
import type { Posted } from '../../../../../server/chat/live/news'

export const ann: Person = { id: 'ann', name: 'Ann', avatar: '' }
export const bo: Person = { id: 'bo', name: 'Bo', avatar: '' }

/** The message of this number; it says its number. */
export function message(seq: number, more: Partial<Message> = {}): Message {
  return { seq, id: `m${seq}`, from: ann, kind: 'text', body: String(seq), time: seq, ...more }
}

export function posted(seq: number, origin?: string): Posted {
  return { message: message(seq), ...(origin === undefined ? {} : { origin }) }
}

/** 1, 2, … up to and including a number. */
export function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, at) => at + 1)
}

export function seqs(messages: Message[]): number[] {
  return messages.map(({ seq }) => seq)
}
