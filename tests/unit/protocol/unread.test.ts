import { describe, expect, it } from 'vitest'
import { isMentioned, type Message, markOf, mentionedWith, unreadWith } from '#protocol'

const bo = { id: 'bo', name: 'Bo', avatar: '' }
const said = (seq: number): Message => ({ seq, id: `m${seq}`, from: bo, kind: 'text', body: 'hi', time: 1 })
const recall = (seq: number, of: number): Message => ({
  ...said(seq),
  id: `recall/${of}`,
  kind: 'recall',
  body: { seq: of },
  by: 'ann',
})

/** How many are unread to somebody who had read up to `read` before these came. */
function countOf(messages: Message[], me: string, read = 0): number {
  let unread = 0
  let top = read
  for (const message of messages) {
    unread = unreadWith({ top, read, unread }, markOf(message), me)
    top = message.seq
  }
  return unread
}

describe('what is unread', () => {
  it('a message of another adds one, and its recall takes it off again', () => {
    expect(countOf([said(1), said(2), said(3)], 'cy')).toBe(3)
    const recalls = [recall(4, 1), recall(5, 2), recall(6, 3)]
    expect(countOf([said(1), said(2), said(3), ...recalls], 'cy')).toBe(0)
  })

  it('a recall of what was read, or of one’s own by the owner, changes nothing', () => {
    expect(countOf([said(4), recall(5, 2)], 'cy', 3)).toBe(1)
    expect(countOf([said(1), recall(2, 1)], 'bo')).toBe(0)
  })

  it('a message that comes as recalled, before the recall, is not counted in the end', () => {
    const left: Message = { ...said(1), kind: 'recalled', body: '', by: 'bo' }
    expect(countOf([left, recall(2, 1)], 'cy')).toBe(0)
  })

  it('counts lines of which nothing is known, those that were read left out', () => {
    const five = markOf(said(5))
    expect(unreadWith({ top: 1, read: 0, unread: 1 }, five, 'cy')).toBe(5)
    expect(unreadWith({ top: 1, read: 3, unread: 0 }, five, 'cy')).toBe(2)
    expect(unreadWith({ top: 1, read: 9, unread: 0 }, five, 'cy')).toBe(0)
  })

  it('stops at a hundred, of which a recall leaves perhaps as many', () => {
    expect(unreadWith({ top: 500, read: 0, unread: 100 }, markOf(said(501)), 'cy')).toBe(100)
    expect(unreadWith({ top: 500, read: 0, unread: 100 }, markOf(recall(501, 7)), 'cy')).toBe(100)
  })
})

describe('who is mentioned', () => {
  const naming = (seq: number, ...mentions: string[]): Message => ({ ...said(seq), mentions })

  /** What the list of somebody names, who had read up to `read` before these came. */
  function mentionedIn(messages: Message[], me: string, read = 0): number | undefined {
    return messages.reduce<{ top: number; read: number; mentioned?: number }>(
      ({ mentioned, ...card }, message) => {
        const now = mentionedWith({ ...card, ...(mentioned && { mentioned }) }, markOf(message), me)
        return { read, top: message.seq, ...(now !== undefined && { mentioned: now }) }
      },
      { top: read, read },
    ).mentioned
  }

  it('is who is named, and everyone by `all`, but never the author', () => {
    expect(isMentioned('cy', 'bo', ['ann', 'cy'])).toBe(true)
    expect(isMentioned('cy', 'bo', ['all'])).toBe(true)
    expect(isMentioned('cy', 'cy', ['cy', 'all'])).toBe(false)
    expect(isMentioned('cy', 'bo', ['CY', 'c'])).toBe(false)
    expect(isMentioned('cy', 'bo')).toBe(false)
  })

  it('is told by the oldest that was not read', () => {
    expect(mentionedIn([said(1), naming(2, 'cy'), naming(3, 'all')], 'cy')).toBe(2)
    expect(mentionedIn([said(1), naming(2, 'cy'), naming(3, 'all')], 'cy', 2)).toBe(3)
    expect(mentionedIn([said(1), naming(2, 'ann')], 'cy')).toBeUndefined()
  })

  it('is over with the recall of that message, and with no other', () => {
    expect(mentionedIn([naming(1, 'cy'), said(2), recall(3, 2)], 'cy')).toBe(1)
    expect(mentionedIn([naming(1, 'cy'), said(2), recall(3, 1)], 'cy')).toBeUndefined()
  })

  it('is not told by what was heard of before', () => {
    expect(mentionedWith({ top: 5, read: 0 }, markOf(naming(4, 'cy')), 'cy')).toBeUndefined()
  })
})
