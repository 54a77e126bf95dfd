import { describe, expect, it } from 'vitest'
import { contentOf, entriesOf } from '../../../../miniprogram/messages/content'
import { lineOfMessage, quoteOf } from '../../../../miniprogram/messages/line'
import type { Body, BundledMessage, Message } from '../../../../miniprogram/protocol/index'

const said = (name: string, body: Body, kind: Message['kind'] = 'text'): BundledMessage => ({
  name,
  avatar: '',
  kind,
  body,
  time: 5,
})
const bundle = (...messages: unknown[]) => ({ kind: 'bundle' as const, body: { messages } as Body })

describe('a bundle', () => {
  it('shows the first four messages, cut, and whose they are', () => {
    const long = 'x'.repeat(100)
    const texts = ['a', long, 'c', 'd', 'e'].map((text, at) => said(at % 2 === 0 ? 'Ann' : 'Bo', text))
    const { kind, bundle: card } = contentOf(bundle(...texts))
    expect(kind).toBe('bundle')
    expect(card).toMatchObject({ count: 5, names: ['Ann', 'Bo'] })
    expect(card?.lines.map(({ text }) => text)).toEqual(['a', 'x'.repeat(60), 'c', 'd'])
  })

  it('has all its messages on its own page, those of a kind that is not known and those that are broken too', () => {
    const inner = bundle(said('Ann', 'deep'))
    const entries = entriesOf(
      bundle(said('Ann', 'hi'), said('Bo', inner.body, 'bundle'), said('Bo', 'x', 'hologram' as never), 7, {})
        .body,
    )
    expect(entries?.map(({ name, kind, text }) => [name, kind, text])).toEqual([
      ['Ann', 'text', 'hi'],
      ['Bo', 'bundle', ''],
      ['Bo', 'unknown', ''],
      ['', 'unknown', ''],
      ['', 'unknown', ''],
    ])
  })

  it.each([
    ['nothing in it', { messages: [] }],
    ['no list', { messages: 'many' }],
    ['another body', 'text'],
    ['no messages', {}],
  ])('with %s is one that this program cannot show', (_, body) => {
    expect(contentOf({ kind: 'bundle', body: body as Body })).toEqual({ kind: 'unknown', text: '' })
    expect(entriesOf(body)).toBeUndefined()
  })

  it('as deep as its bytes allow is read', () => {
    let body: Body = { messages: [said('Ann', 'bottom')] }
    for (let depth = 0; depth < 900; depth += 1) body = { messages: [said('A', body, 'bundle')] }
    expect(contentOf({ kind: 'bundle', body }).bundle).toMatchObject({
      count: 1,
      lines: [{ kind: 'bundle' }],
    })
  })
})

describe('a message that was forwarded', () => {
  const message: Message = {
    seq: 1,
    id: '1/f',
    from: { id: 'bo', name: 'Bo', avatar: '' },
    kind: 'text',
    body: 'hi',
    time: 1,
    forwarded: true,
  }

  it('says so, but for a bundle, whose card says it', () => {
    expect(lineOfMessage(message, 'ann').forwarded).toBe(true)
    const asBundle = lineOfMessage({ ...message, ...bundle(said('Ann', 'hi')) }, 'ann')
    expect(asBundle).not.toHaveProperty('forwarded')
  })

  it('is quoted with its kind where that is no text', () => {
    expect(quoteOf(message)).not.toHaveProperty('kind')
    expect(quoteOf({ ...message, ...bundle(said('Ann', 'hi')) })).toMatchObject({ kind: 'bundle', text: '' })
  })
})
