import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Line } from '../../../../miniprogram/messages/line'
import { type ListChange, Transcript } from '../../../../miniprogram/messages/transcript'
import type { Message } from '../../../../miniprogram/protocol/index'

const ann = { id: 'ann', name: 'Ann', avatar: '' }
const bo = { id: 'bo', name: 'Bo', avatar: '' }

function message(seq: number, change: Partial<Message> = {}): Message {
  return { seq, id: `m${seq}`, from: bo, kind: 'text', body: `${seq}`, time: seq, ...change }
}

const pending = (id: string, change: object = {}) => ({
  place: 1,
  room: 'r',
  port: 'group' as const,
  id,
  body: `unsent ${id}`,
  time: 1,
  ...change,
})

const texts = ({ lines }: Transcript) => lines.map(({ text }) => text)

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
    expect(transcript.oldest).toBe(1)
  })
})

describe('the history', () => {
  it('is whole, with the messages that have no line, and keeps nothing of what was recalled', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(4), message(5)])
    transcript.add([message(6, { kind: 'recall', body: { seq: 4 } })])
    transcript.prepend([message(3)], true)
    expect(transcript.messages.map(({ seq, kind, body }) => [seq, kind, body])).toEqual([
      [3, 'text', '3'],
      [4, 'recalled', ''],
      [5, 'text', '5'],
      [6, 'recall', { seq: 4 }],
    ])
    expect(transcript).toMatchObject({ oldest: 3, newest: 6, more: true })
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

describe('an edit', () => {
  const edit = (seq: number, of: number, text?: string) =>
    message(seq, { kind: 'edit', body: { seq: of, ...(text !== undefined && { text }) } })

  it('gives its message other words, in its line and in those that quote it, and is no line itself', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(1), message(2, { reply: 1 })])
    expect(transcript.add([edit(3, 1, 'better')])).toMatchObject([{ type: 'changed', indices: [0, 1] }])
    expect(transcript.lines).toMatchObject([
      { text: 'better', edited: true },
      { text: '2', reply: { text: 'better' } },
    ])
    expect(transcript.lines[1]).not.toHaveProperty('edited')
  })

  it('that is loaded applies to an older message that was read before it happened', () => {
    const transcript = new Transcript(ann)
    transcript.restart([edit(5, 2, 'newer'), message(6, { reply: 2 }), edit(7, 2, 'newest')])
    transcript.prepend([message(1), message(2), edit(3, 2, 'new'), message(4)], false)
    expect(texts(transcript)).toEqual(['1', 'newest', '4', '6'])
    expect(transcript.lines[3]?.reply?.text).toBe('newest')
  })

  it('is kept without its words when a later one or a recall has taken them away', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(1), edit(2, 1, 'secret'), edit(3, 1, 'public')])
    expect(transcript.messages.map(({ body }) => body)).toEqual([
      'public',
      { seq: 1 },
      { seq: 1, text: 'public' },
    ])
    transcript.add([message(4, { kind: 'recall', body: { seq: 1 } })])
    expect(JSON.stringify(transcript.messages)).not.toMatch(/secret|public/)
  })

  it('of one’s own shows as being sent until it is history', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(1, { from: ann })])
    const own = pending('e', { edits: 1, body: 'mended' })
    expect(transcript.pending(own, false)).toMatchObject([{ type: 'changed', indices: [0] }])
    expect(transcript.lines).toMatchObject([{ text: 'mended', status: 'sending', edited: true }])
    transcript.pending({ ...own, seq: 3 }, false)
    expect(transcript.lines).toMatchObject([{ text: 'mended', status: 'sent' }])
    transcript.add([message(2), { ...edit(3, 1, 'mended'), id: 'e', from: ann }, edit(4, 1, 'elsewhere')])
    expect(texts(transcript)).toEqual(['elsewhere', '2'])
  })

  it('of one’s own counts as history does when the list starts anew behind it', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(1, { from: ann })])
    transcript.pending(pending('e', { edits: 1, body: 'mended', seq: 9 }), false)
    transcript.restart([message(500)])
    transcript.prepend([message(1, { from: ann, body: 'elsewhere', edited: 12 })], false)
    expect(texts(transcript)).toEqual(['elsewhere', '500'])
  })

  it('of one’s own that is refused leaves the old words, and keeps the new ones until they are taken back', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(1, { from: ann })])
    transcript.pending(pending('e', { edits: 1, body: 'mended', problem: 'too-late' }), false)
    const refusedEdit = { id: 'e', text: 'mended', problem: 'too-late' }
    expect(transcript.lines).toMatchObject([{ text: '1', status: 'sent', refusedEdit }])
    transcript.withoutPending('e')
    expect(transcript.lines[0]).not.toHaveProperty('refusedEdit')
  })
})

describe('a reaction', () => {
  const react = (seq: number, version: number, count: number, person = 'bo') =>
    message(seq, {
      kind: 'react',
      body: {
        ...{ seq: 1, version, counts: [{ emoji: '👍', count }] },
        changed: [{ person, emoji: '👍', on: true }],
      },
    })
  const shown = ({ lines }: Transcript) => lines[0]?.reactions

  it('stands at its message, with its number and whether it is one’s own; an older one changes nothing', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(1)])
    transcript.add([react(2, 1, 1)])
    expect(shown(transcript)).toEqual([{ emoji: '👍', count: 1, mine: false }])
    transcript.add([react(3, 3, 2, 'ann')])
    expect(transcript.add([react(4, 2, 1)])).toEqual([])
    expect(shown(transcript)).toEqual([{ emoji: '👍', count: 2, mine: true }])
    expect(transcript.lines).toHaveLength(1)
  })

  it('of one’s own shows at once, stays until it is history, and then counts once', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(1)])
    const { reaction } = transcript.react(1, '👍', true)
    expect(shown(transcript)).toEqual([{ emoji: '👍', count: 1, mine: true }])
    expect(transcript.reacted(reaction, 2)).toEqual([])
    expect(shown(transcript)).toEqual([{ emoji: '👍', count: 1, mine: true }])
    transcript.add([react(2, 1, 2, 'ann')])
    expect(shown(transcript)).toEqual([{ emoji: '👍', count: 2, mine: true }])
  })

  it('of one’s own that is refused is gone again, and a later tap is not', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(1)])
    const on = transcript.react(1, '👍', true).reaction
    const off = transcript.react(1, '👍', false).reaction
    transcript.reacted(on)
    expect(shown(transcript)).toEqual([])
    transcript.reacted(off)
    expect(shown(transcript)).toBeUndefined()
    transcript.reacted(transcript.react(1, '👍', true).reaction)
    expect(shown(transcript)).toBeUndefined()
  })
})

describe('a change of a later version', () => {
  it('shows nothing, and is nothing to read', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(1)])
    const change = message(2, { kind: 'translate' as Message['kind'], body: { seq: 1 } })
    expect(transcript.add([change])).toEqual([])
    expect(texts(transcript)).toEqual(['1'])
    expect(transcript.readThrough(1)).toBe(2)
    expect(transcript.messages).toHaveLength(2)
  })
})

describe('what I have deleted for myself', () => {
  it('is no line any more, nor what others quote, and nothing of it is kept', () => {
    const transcript = new Transcript(ann)
    const edit = message(4, { kind: 'edit', body: { seq: 2, text: 'edited' } })
    transcript.restart([message(1), message(2), message(3, { reply: 2 }), edit])
    const [tail, quotes] = transcript.hide([2, 9])
    expect(tail).toMatchObject({ type: 'tail', index: 1, arrived: 0 })
    expect(quotes).toMatchObject({ type: 'changed', indices: [1] })
    expect(texts(transcript)).toEqual(['1', '3'])
    expect(transcript.lines[1]?.reply).toEqual({ seq: 2 })
    expect(transcript.messages[1]).toMatchObject({ seq: 2, kind: 'withheld', body: '' })
    expect(transcript.messages[3]?.body).toEqual({ seq: 2 })
    expect(transcript.hide([2])).toEqual([])
  })

  it('stays so when it comes again, is edited, or is taken back', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(2)])
    transcript.hide([1, 2, 3])
    transcript.prepend([message(1)], false)
    transcript.add([message(3), message(4, { kind: 'recall', body: { seq: 2 } })])
    transcript.add([message(5, { kind: 'edit', body: { seq: 1, text: 'edited' } })])
    expect(transcript.lines).toEqual([])
    expect(JSON.stringify(transcript.messages)).not.toContain('edited')
    transcript.restart([message(1), message(2), message(3)])
    expect(transcript.lines).toEqual([])
  })

  it('leaves what is still being sent where it stands', () => {
    const transcript = new Transcript(ann)
    transcript.restart([message(1)])
    transcript.pending(pending('a'), false)
    transcript.hide([1])
    expect(texts(transcript)).toEqual(['unsent a'])
    expect(transcript.add([message(2, { id: 'a', from: ann })])).toMatchObject([{ type: 'changed' }])
  })
})
