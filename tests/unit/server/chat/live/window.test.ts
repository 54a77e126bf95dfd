import { describe, expect, it } from 'vitest'
import { limits } from '#protocol'
import { Window } from '../../../../../server/chat/live/window'
import { ann, bo, message, seqs, upTo } from './lines'

const windowOf = (last: number) => new Window(upTo(last).map((seq) => message(seq)))
const long = '字'.repeat(4_000)

describe('somebody who knows nothing yet', () => {
  it('gets everything when it is little', () => {
    const page = windowOf(limits.pageDefault).latest(limits.pageDefault)
    expect([seqs(page.messages), page.complete]).toEqual([upTo(limits.pageDefault), true])
    expect(new Window([]).latest(0)).toEqual({ messages: [], complete: true })
  })

  it('gets the newest page, and learns that there is more', () => {
    const page = windowOf(limits.pageDefault + 1).latest(limits.pageDefault + 1)
    expect([seqs(page.messages), page.complete]).toEqual([upTo(51).slice(1), false])
  })

  it('gets fewer messages when they are long', () => {
    const window = new Window(upTo(50).map((seq) => message(seq, { body: long })))
    const { messages, complete } = window.latest(50)
    expect([messages.length, messages.at(-1)?.seq, complete]).toEqual([10, 50, false])
  })
})

describe('somebody who was away', () => {
  it('gets what they missed', () => {
    const page = windowOf(10).since(7, 10)
    expect([seqs(page.messages), page.complete]).toEqual([[8, 9, 10], true])
  })

  it('gets nothing when they missed nothing', () => {
    expect(windowOf(10).since(10, 10)).toEqual({ messages: [], complete: true })
    expect(new Window([]).since(0, 0)).toEqual({ messages: [], complete: true })
  })

  it('gets a hundred at most, and learns that it is not all', () => {
    const window = windowOf(100)
    for (const seq of upTo(150).slice(100)) window.add(message(seq))
    expect(window.since(50, 150)).toMatchObject({ complete: true })
    const page = window.since(49, 150)
    expect([seqs(page.messages), page.complete]).toEqual([upTo(150).slice(50), false])
  })

  it('learns that it is not all when the window does not reach back so far', () => {
    const window = new Window(upTo(300).map((seq) => message(seq)))
    const page = window.since(100, 300)
    expect([page.messages[0]?.seq, page.complete]).toEqual([201, false])
  })

  it('learns that it is not all when long texts make the answer too big', () => {
    const window = new Window(upTo(20).map((seq) => message(seq, { body: long })))
    const page = window.since(0, 20)
    expect([seqs(page.messages), page.complete]).toEqual([upTo(20).slice(10), false])
  })

  it('begins anew when what they have is not of this room', () => {
    expect(windowOf(3).since(9, 3)).toMatchObject({
      complete: false,
      messages: upTo(3).map((n) => ({ seq: n })),
    })
  })
})

describe('the window', () => {
  it('keeps the newest messages, however many come', () => {
    const window = windowOf(1)
    for (const seq of upTo(1_000).slice(1)) window.add(message(seq))
    expect(window.newest()?.seq).toBe(1_000)
    expect(window.since(900, 1_000)).toMatchObject({ complete: true })
  })

  it('blanks what is recalled, and keeps the recall', () => {
    const window = windowOf(2)
    window.add(message(3, { kind: 'recall', body: { seq: 1 } }))
    expect(window.latest(3).messages).toEqual([
      message(1, { kind: 'recalled', body: '', by: 'ann' }),
      message(2),
      message(3, { kind: 'recall', body: { seq: 1 } }),
    ])
  })

  it('gives a text the words of its edit, and keeps no words of before', () => {
    const window = windowOf(2)
    const edit = (seq: number, words: string) => message(seq, { kind: 'edit', body: { seq: 1, text: words } })
    for (const [at, words] of ['two', 'three'].entries()) window.add(edit(3 + at, words))
    expect(window.latest(4).messages).toEqual([
      message(1, { body: 'three', edited: 4 }),
      message(2),
      message(3, { kind: 'edit', body: { seq: 1 } }),
      edit(4, 'three'),
    ])
    window.add(message(5, { kind: 'recall', body: { seq: 1 } }))
    expect(JSON.stringify(window.latest(5))).not.toMatch(/two|three/)
  })

  it('keeps as many that are shown as ever, and a thousand lines at most', () => {
    const window = windowOf(limits.pageMessages)
    const change = (seq: number) => message(seq, { kind: 'pin', body: { seq: 1 } })
    for (const seq of upTo(600).slice(100)) window.add(change(seq))
    expect(window.since(0, 600)).toMatchObject({ complete: true })
    expect(seqs(window.latest(600).messages)[0]).toBe(51)
    for (const seq of upTo(2_000).slice(600)) window.add(change(seq))
    const { messages, complete } = window.latest(2_000)
    expect([messages.length, messages[0]?.seq, complete]).toEqual([limits.pageLines, 1_001, false])
  })

  it('does not mind the recall of a message that it does not hold', () => {
    const window = new Window([message(200)])
    window.add(message(201, { kind: 'recall', body: { seq: 1 } }))
    expect(seqs(window.since(199, 201).messages)).toEqual([200, 201])
  })

  it('shows a person’s new name on what they said, and leaves the others’ alone', () => {
    const window = new Window([message(1), message(2, { from: bo })])
    window.rename({ ...ann, name: 'Anna' })
    expect(window.latest(2).messages.map(({ from }) => from.name)).toEqual(['Anna', 'Bo'])
  })
})
