import { describe, expect, it } from 'vitest'
import { Transcript } from '../../../../miniprogram/messages/transcript'
import type { Message } from '../../../../miniprogram/protocol/index'
import { ann, message, pending, texts } from '../../../support/messages'

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
    expect(transcript.history.recent.messages.map(({ body }) => body)).toEqual([
      'public',
      { seq: 1 },
      { seq: 1, text: 'public' },
    ])
    transcript.add([message(4, { kind: 'recall', body: { seq: 1 } })])
    expect(JSON.stringify(transcript.history.recent.messages)).not.toMatch(/secret|public/)
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
    expect(transcript.history.readThrough(1)).toBe(2)
    expect(transcript.history.recent.messages).toHaveLength(2)
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
    expect(transcript.history.recent.messages[1]).toMatchObject({ seq: 2, kind: 'withheld', body: '' })
    expect(transcript.history.recent.messages[3]?.body).toEqual({ seq: 2 })
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
    expect(JSON.stringify(transcript.history.recent.messages)).not.toContain('edited')
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
