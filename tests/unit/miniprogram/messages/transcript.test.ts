import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Line } from '../../../../miniprogram/messages/line'
import { type ListChange, Transcript } from '../../../../miniprogram/messages/transcript'
import type { Message } from '../../../../miniprogram/protocol/index'
import { ann, bo, message, pending, texts } from '../../../support/messages'

describe('new messages', () => {
  it('come behind the history and before what is still being sent', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(1)])
    transcript.pending(pending('a'), false)
    expect(transcript.add([message(2)])).toMatchObject([{ type: 'tail', index: 1, arrived: 1 }])
    expect(texts(transcript)).toEqual(['1', '2', 'unsent a'])
  })

  it('that are one’s own pending message change its line where it stands', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(1)])
    transcript.pending(pending('a'), false)
    const [change] = transcript.add([message(2, { id: 'a', from: ann, body: 'unsent a' })])
    expect(change).toMatchObject({ type: 'changed', indices: [1] })
    expect(transcript.lines[1]).toMatchObject({ key: 'ann.a', status: 'sent', seq: 2 })
  })

  it('of others under the same id as a pending message of one’s own leave it alone', () => {
    const transcript = new Transcript(ann)
    transcript.pending(pending('a'), false)
    transcript.add([message(1, { id: 'a' })])
    expect(transcript.lines.map(({ status, mine }) => [status, mine])).toEqual([
      ['sent', false],
      ['sending', true],
    ])
  })

  it('of a kind that this program does not know are shown as such', () => {
    const transcript = new Transcript(ann)
    transcript.add([message(1, { kind: 'hologram' as Message['kind'], body: 'x' })])
    expect(transcript.lines).toMatchObject([{ kind: 'unknown', text: '' }])
  })
})

describe('a recall', () => {
  it('takes the text from its line and from the lines that quote it, and is no line itself', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(1, { mentions: ['ann'] }), message(2, { reply: 1 })])
    expect(transcript.lines).toMatchObject([
      { mentionsMe: true },
      { reply: { seq: 1, name: 'Bo', text: '1' } },
    ])
    const changes = transcript.add([message(3, { kind: 'recall', body: { seq: 1 } })])
    expect(changes).toMatchObject([{ type: 'changed', indices: [0, 1] }])
    expect(transcript.lines).toMatchObject([
      { kind: 'recalled', text: '', mentionsMe: false },
      { text: '2', reply: { seq: 1, text: '' } },
    ])
    expect(transcript.lines).toHaveLength(2)
  })

  it('of a message that is not loaded changes nothing', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(50)])
    expect(transcript.add([message(51, { kind: 'recall', body: { seq: 3 } })])).toEqual([])
  })
})

describe('older messages', () => {
  it('come in front, and complete the quotes of those behind', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(3, { reply: 1 })])
    expect(transcript.lines[0]?.reply).toEqual({ seq: 1 })
    expect(transcript.prepend([message(1), message(2)], false)).toMatchObject([
      { type: 'changed', indices: [0] },
      { type: 'older', count: 2, more: false },
    ])
    expect(texts(transcript)).toEqual(['1', '2', '3'])
    expect(transcript.lines[2]?.reply).toEqual({ seq: 1, name: 'Bo', text: '1' })
    expect(transcript.history.shown.oldest).toBe(1)
  })
})

describe('the history', () => {
  it('is whole, with the messages that have no line, and keeps nothing of what was recalled', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(4), message(5)])
    transcript.add([message(6, { kind: 'recall', body: { seq: 4 } })])
    transcript.prepend([message(3)], true)
    expect(transcript.history.recent.messages.map(({ seq, kind, body }) => [seq, kind, body])).toEqual([
      [3, 'text', '3'],
      [4, 'recalled', ''],
      [5, 'text', '5'],
      [6, 'recall', { seq: 4 }],
    ])
    expect(transcript.history.recent).toMatchObject({ oldest: 3, newest: 6, more: true })
  })
})

describe('a list that was handed out', () => {
  it('is never changed in place: what draws it may be behind', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(1)])
    const shown = transcript.lines
    const before = [...shown]
    transcript.pending(pending('a'), false)
    transcript.add([message(2, { kind: 'recall', body: { seq: 1 } })])
    transcript.rename({ ...bo, name: 'Bob' })
    transcript.withoutPending('a')
    expect(shown).toEqual(before)
    expect(transcript.lines).not.toEqual(before)
  })
})

describe('a new name', () => {
  it('stands in the quotes of that person’s messages, too', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(1), message(2, { from: ann, reply: 1 })])
    transcript.pending(pending('a', { reply: 1 }), false)
    expect(transcript.rename({ ...bo, name: 'Bob' })).toMatchObject([{ indices: [0, 1, 2] }])
    expect(transcript.lines.map(({ reply }) => reply?.name)).toEqual([undefined, 'Bob', 'Bob'])
  })

  it('stands at all lines of that person, the unsent ones too', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(1), message(2, { from: ann })])
    transcript.pending(pending('a'), false)
    const changes = transcript.rename({ ...ann, name: 'Anna' })
    expect(changes).toMatchObject([{ type: 'changed', indices: [1, 2] }])
    expect(transcript.lines.map(({ from }) => from.name)).toEqual(['Bo', 'Anna', 'Anna'])
  })
})

type Act =
  | { what: 'add'; count: number; own: boolean }
  | { what: 'write'; id: string; failed: boolean }
  | { what: 'discard'; id: string }
  | { what: 'recall'; of: number }
  | { what: 'hide'; of: number }

const ids = fc.constantFrom('a', 'b', 'c', 'd')
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ what: fc.constant('add' as const), count: fc.integer({ min: 1, max: 3 }), own: fc.boolean() }),
  fc.record({ what: fc.constant('write' as const), id: ids, failed: fc.boolean() }),
  fc.record({ what: fc.constant('discard' as const), id: ids }),
  fc.record({ what: fc.constant('recall' as const), of: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ what: fc.constant('hide' as const), of: fc.integer({ min: 1, max: 20 }) }),
)

/** Does to a transcript what may be done to it, in any order. */
class Player {
  readonly transcript = new Transcript(ann)
  #seq = 0
  readonly #written = new Set<string>()
  readonly #said = new Set<string>()

  play(one: Act): ListChange[] {
    if (one.what === 'write') return this.#write(one.id, one.failed)
    if (one.what === 'discard') return this.transcript.withoutPending(one.id)
    if (one.what === 'hide') return this.transcript.hide([one.of])
    if (one.what === 'recall')
      return this.transcript.add([this.#next({ kind: 'recall', body: { seq: one.of } })])
    const [own] = one.own ? this.#written : []
    const first = own === undefined ? this.#next() : this.#next({ id: own, from: ann })
    return this.transcript.add([first, ...Array.from({ length: one.count - 1 }, () => this.#next())])
  }

  #write(id: string, failed: boolean): ListChange[] {
    // The server takes an id of one author once.
    if (!this.#said.has(id)) this.#written.add(id)
    return this.transcript.pending(pending(id, failed ? { problem: 'blocked' } : {}), false)
  }

  #next(change: Partial<Message> = {}): Message {
    this.#seq += 1
    if (change.id) {
      this.#written.delete(change.id)
      this.#said.add(change.id)
    }
    return message(this.#seq, change)
  }
}

/** Does to a view what a page does. */
function show(view: Line[], change: ListChange): void {
  const { type, lines } = change
  if (type === 'older') view.unshift(...lines.slice(0, change.count))
  else if (type === 'tail') view.splice(change.index, view.length, ...lines.slice(change.index))
  else for (const index of change.indices) view.splice(index, 1, ...lines.slice(index, index + 1))
}

describe('whatever happens in whatever order', () => {
  it('a view that does what the changes say shows the same list, and nothing twice', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        const player = new Player()
        const view: Line[] = []
        for (const one of acts) {
          for (const change of player.play(one)) show(view, change)
          expect(view).toEqual(player.transcript.lines)
          expect(new Set(view.map(({ key }) => key)).size).toBe(view.length)
        }
      }),
      { numRuns: 500 },
    )
  })
})
