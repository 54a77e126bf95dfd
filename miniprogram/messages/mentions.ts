import { limits } from '../protocol/index'

// Whom a text mentions while it is being written. On the wire a message has their ids alone.

/** Somebody whose name stands in a text, with its `@`. */
export interface Mention {
  id: string
  name: string
  /** Where the `@` stands, in UTF-16 units. */
  at: number
}

/** A text that is being written. */
export interface Written {
  text: string
  /** In the order in which they stand in it. */
  mentions: readonly Mention[]
}

/** What a name ends with, as in WeChat itself: a blank that nobody types, so that a name may have blanks. */
export const nameEnd = '\u2005'

const signOf = ({ name }: Pick<Mention, 'name'>) => `@${name}`
const endOf = (mention: Mention) => mention.at + signOf(mention).length

/**
 * A text after a key: who was mentioned still is, as long as their name stands as it was. Of a name in which something was deleted the
 * whole is gone; one in which something was typed is words as any other. `cursor`: where the writer is now.
 */
export function afterKey(before: Written, text: string, cursor = text.length): Written & { cursor: number } {
  const { from, to, length } = changeOf(before.text, text, cursor)
  const isCut = length === 0 && to > from
  const shift = length - (to - from)
  const isHit = (one: Mention) => one.at < to && endOf(one) > from && !(from === to && from <= one.at)
  const hit = isCut ? before.mentions.filter(isHit) : []
  const mentions = before.mentions
    .filter((one) => !isHit(one))
    .map((one) => (one.at >= to ? { ...one, at: one.at + shift } : one))
  const start = Math.min(from, ...hit.map(({ at }) => at))
  const end = Math.max(to, ...hit.map(endOf)) + shift
  return hit.length === 0 ? { text, mentions, cursor } : without({ text, mentions }, start, end)
}

/** What is typed of a name behind an `@` at the cursor, and where that stands; nothing where nobody is being mentioned. */
export function typedName(text: string, cursor: number): { at: number; name: string } | undefined {
  const found = /(?:^|[^\w.])[@＠]([^@＠\s]{0,32})$/.exec(text.slice(0, cursor))
  const [, name = ''] = found ?? []
  return found ? { at: cursor - name.length - 1, name } : undefined
}

/** The text with somebody mentioned in place of what stands there from `at` to `to`. */
export function mentioning(
  before: Written,
  { id, name }: Pick<Mention, 'id' | 'name'>,
  at: number,
  to: number,
): Written & { cursor: number } {
  const sign = signOf({ name }) + nameEnd
  const { text, mentions } = without(before, at, to)
  const moved = mentions.map((one) => (one.at >= at ? { ...one, at: one.at + sign.length } : one))
  const all = [...moved, { id, name, at }].sort((one, other) => one.at - other.at)
  return { text: text.slice(0, at) + sign + text.slice(at), mentions: all, cursor: at + sign.length }
}

/** The ids that go with a text, each once. */
export function idsOf(mentions: readonly Mention[]): string[] {
  return [...new Set(mentions.map(({ id }) => id))]
}

/** Whether a text mentions as many people as one may. */
export function isFull({ mentions }: Written): boolean {
  return idsOf(mentions).length >= limits.mentions
}

/** What was kept of a text: those mentions whose names are where they were. */
export function asWritten(text: string, mentions: readonly Mention[]): Written {
  return { text, mentions: mentions.filter((one) => text.startsWith(signOf(one), one.at)) }
}

/** The two as one text. */
export function joined(first: Written, second: Written): Written {
  if (first.text === '') return second
  const text = `${first.text} ${second.text}`
  const shift = first.text.length + 1
  return {
    text,
    mentions: [...first.mentions, ...second.mentions.map((one) => ({ ...one, at: one.at + shift }))],
  }
}

function without({ text, mentions }: Written, from: number, to: number): Written & { cursor: number } {
  const moved = mentions.map((one) => (one.at >= to ? { ...one, at: one.at - (to - from) } : one))
  return { text: text.slice(0, from) + text.slice(to), mentions: moved, cursor: from }
}

/** What a key did: from `from` to `to` of the text before, `length` units took the place. The cursor stands behind those. */
function changeOf(before: string, now: string, cursor: number): { from: number; to: number; length: number } {
  const shorter = Math.min(before.length, now.length)
  let tail = 0
  while (tail < Math.min(shorter, now.length - cursor) && isSame(before, now, tail)) tail += 1
  let from = 0
  while (from < shorter - tail && before[from] === now[from]) from += 1
  return { from, to: before.length - tail, length: now.length - tail - from }
}

/** Whether the units that far from the ends are the same. */
function isSame(one: string, other: string, tail: number): boolean {
  return one[one.length - 1 - tail] === other[other.length - 1 - tail]
}
