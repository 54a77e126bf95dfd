import { bodies } from '../protocol/index'

/** What somebody typed, as a message: nothing but an emoji is said as one. */
export function said(text: string): { kind: 'text' | 'emoji'; body: string } {
  const emoji = text.trim()
  const isEmoji = bodies.emoji.problem(emoji, 'body') === undefined
  return isEmoji ? { kind: 'emoji', body: emoji } : { kind: 'text', body: text }
}
