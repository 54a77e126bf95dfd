import { describe, expect, it } from 'vitest'
import { type Message, markOf, unreadWith } from '#protocol'

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
