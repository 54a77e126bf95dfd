import { describe, expect, it } from 'vitest'
import {
  applyChange,
  isRemoved,
  type Message,
  targetOf,
  withAuthor,
  withheld,
  withoutHidden,
} from '../../../miniprogram/protocol/index'

const bo = { id: 'bo', name: 'Bo', avatar: '' }
const picture = { media: 'm1', width: 3, height: 2 } as unknown as Message['body']
const said: Message = { seq: 7, id: 'm7', from: bo, kind: 'text', body: 'oh no', time: 5 }
const recall: Message = { seq: 9, id: 'recall/7', from: bo, kind: 'recall', body: { seq: 7 }, time: 6 }

describe('a recall', () => {
  it('names the message it takes back; what only says something names none', () => {
    expect(targetOf(recall)).toBe(7)
    expect(targetOf(said)).toBeUndefined()
    expect(targetOf({ kind: 'text', body: { seq: 7 } })).toBeUndefined()
  })

  it.each<[string, Partial<Message>]>([
    ['a text', {}],
    ['a picture', { kind: 'image', body: picture }],
    ['an answer', { reply: 3 }],
    ['a mention', { mentions: ['ann'] }],
  ])('of %s leaves its place, author, id and time, and nothing of what it said', (_, more) => {
    const left = applyChange({ ...said, ...more }, recall)
    expect(left).toEqual({ seq: 7, id: 'm7', from: bo, kind: 'recalled', body: '', time: 5, by: 'bo' })
  })

  it('tells who took the message back, and whether that was its author', () => {
    const removed = applyChange(said, { ...recall, by: 'ann' })
    expect(removed).toMatchObject({ from: bo, by: 'ann' })
    expect([removed, applyChange(said, recall), said].map(isRemoved)).toEqual([true, false, false])
  })

  it('leaves every other message, and one that is recalled already, the very same object', () => {
    const other = { ...said, seq: 8 }
    const recalled = applyChange(said, recall)
    expect(applyChange(other, recall)).toBe(other)
    expect(applyChange(recall, recall)).toBe(recall)
    expect(applyChange(recalled, recall)).toBe(recalled)
  })
})

describe('a new name', () => {
  it('stands at the messages of its person, and leaves those of others alone', () => {
    expect(withAuthor(said, { ...bo, name: 'Bob' })).toEqual({ ...said, from: { ...bo, name: 'Bob' } })
    expect(withAuthor(said, { id: 'ann', name: 'Ann', avatar: '' })).toBe(said)
  })
})

describe('what is hidden from a reader', () => {
  it('keeps its place and nothing else, whatever happens to it later', () => {
    const left = withoutHidden({ ...said, reply: 3, mentions: ['ann'] }, new Set([7]))
    expect(left).toEqual({ seq: 7, id: 'm7', from: bo, kind: 'withheld', body: '', time: 5 })
    expect(applyChange(left, recall)).toBe(left)
    expect(withheld(left)).toEqual(left)
  })

  it('takes the words out of its edits, and leaves all else as it is', () => {
    const edit: Message = { ...said, seq: 8, kind: 'edit', body: { seq: 7, text: 'other' } }
    expect(withoutHidden(edit, new Set([7])).body).toEqual({ seq: 7 })
    expect(withoutHidden(edit, new Set([6]))).toBe(edit)
    expect(withoutHidden(recall, new Set([7]))).toBe(recall)
  })
})
