import { describe, expect } from 'vitest'
import { limits, lobby, type Port } from '#protocol'
import { enter, group, say } from './scenes'
import { it } from './suite'

const texts: Array<[string, unknown, string]> = [
  ['nothing', '', 'empty-text'],
  ['blanks', ' \n\t\u3000', 'empty-text'],
  ['characters that show nothing', '\u200b\u2060\ufeff\u00ad', 'empty-text'],
  ['4,001 characters', 'a'.repeat(limits.textLength + 1), 'text-too-long'],
  ['4,001 emoji', '😀'.repeat(limits.textLength + 1), 'text-too-long'],
  ['a null character', 'a\u0000b', 'bad-text'],
  ['a number', 5, 'bad-frame'],
  ['an object', { seq: 1 }, 'bad-body'],
]

const strangers: Array<[string, string, string]> = [
  ['no JSON', 'hello', 'bad-frame'],
  ['nothing', '', 'bad-frame'],
  ['JSON that is no object', '[{"type":"heartbeat"}]', 'bad-frame'],
  ['an object without a type', '{"room":"lobby"}', 'bad-frame'],
  ['a type that is no text', '{"type":{"a":1}}', 'bad-frame'],
  ['an unknown type', '{"type":"fly"}', 'unknown-type'],
  ['a type by the name of an inherited method', '{"type":"constructor"}', 'unknown-type'],
  ['a prototype for a type', '{"type":"__proto__"}', 'unknown-type'],
  ['a frame of the server', '{"type":"said","room":"lobby"}', 'unknown-type'],
  ['lists in lists in lists', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 'bad-frame'],
]

describe.each<Port>(['group', 'direct'])('what is no frame, on the %s port,', (port) => {
  it.for(strangers)('is refused: %s', async ([, wire, code], { server }) => {
    const { client } = await server.connect(port, 'ann')
    client.sendRaw(wire)
    expect(await client.next('refused')).toMatchObject({ code })
    expect(await client.ask('heartbeat', { type: 'heartbeat' })).toBeDefined()
  })

  it('closes the socket when it is binary', async ({ server }) => {
    const { client } = await server.connect(port, 'ann')
    client.sendRaw(Buffer.from('{"type":"heartbeat"}'))
    expect(await client.closed).toMatchObject({ code: 4503 })
  })

  it('closes the socket when it is longer than 64 KiB, and one byte less is a frame', async ({ server }) => {
    const { client } = await server.connect(port, 'ann')
    const padded = (bytes: number) => `{"type":"heartbeat","id":"h1"${' '.repeat(bytes - 30)}}`
    expect(padded(limits.frameBytes)).toHaveLength(limits.frameBytes)
    client.sendRaw(padded(limits.frameBytes))
    expect(await client.next('heartbeat')).toMatchObject({ id: 'h1' })
    client.sendRaw(padded(limits.frameBytes + 1))
    expect(await client.closed).toMatchObject({ code: 1009 })
  })

  it('closes the socket when it is not UTF-8', async ({ server }) => {
    const { client } = await server.connect(port, 'ann')
    client.sendRaw(Buffer.from([0x22, 0xff, 0xfe, 0x22]), false)
    expect(await client.closed).toMatchObject({ code: 1007 })
  })

  it('closes the socket at the twentieth within a minute', async ({ server }) => {
    const { client } = await server.connect(port, 'ann')
    for (let sent = 1; sent < limits.badFrames; sent += 1) client.sendRaw('{}')
    expect(await client.ask('heartbeat', { type: 'heartbeat' })).toBeDefined()
    client.sendRaw('{}')
    expect(await client.closed).toMatchObject({ code: 4502 })
  })
})

describe('a text', () => {
  it.for(texts)('is refused when it is %s', async ([, body, code], { server }) => {
    const { client } = await server.connect('group', 'ann')
    await enter(client, lobby)
    expect(await client.refusal({ type: 'say', room: lobby, kind: 'text', body })).toBe(code)
    // The socket lives, and the id was not used up.
    expect(
      await client.ask('accepted', { type: 'say', id: 'q2', room: lobby, kind: 'text', body: 'fine' }),
    ).toBeDefined()
  })

  it.for(texts)('of an edit is refused when it is %s', async ([, body, code], { server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    await say(ann.client, room, 'fine')
    expect(await ann.client.refusal({ type: 'edit', room, seq: 1, body })).toBe(code)
    expect(await ann.client.refusal({ type: 'edit', room, seq: 1, body: { seq: 1 } })).toBe('bad-body')
    expect((await ann.client.ask('page', { type: 'history', room })).messages).toMatchObject([
      { body: 'fine' },
    ])
  })

  it.for([
    ['at the end', '"a\\ud83d"'],
    ['at the start', '"\\ude00a"'],
    ['after a whole emoji', '"😀\\ude00"'],
  ])('is refused when it holds half a character %s', async ([, body], { server }) => {
    const { client } = await server.connect('group', 'ann')
    await enter(client, lobby)
    client.sendRaw(`{"type":"say","id":"h1","room":"lobby","kind":"text","body":${body}}`)
    expect(await client.next('refused')).toMatchObject({ id: 'h1', of: 'say', room: lobby, code: 'bad-text' })
  })

  it.for([
    ['4,000 letters', 'a'.repeat(limits.textLength)],
    ['4,000 emoji', '😀'.repeat(limits.textLength)],
    ['blanks around a word', '  \n word\t '],
    ['what looks like markup and SQL', '<img src=x onerror=alert(1)>\'"; DROP TABLE messages; --'],
    ['right-to-left text', 'שלום עולם'],
  ] as const)('comes to others to the letter: %s', async ([, body], { server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const { seq } = await say(ann.client, room, body)
    expect(await bo.client.next('said')).toMatchObject({ room, seq, body })
    const { messages } = await bo.client.ask('page', { type: 'history', room })
    expect(messages).toMatchObject([{ seq, body }])
  })
})

describe('a frame', () => {
  it.for(['sticker', 'recall', 'recalled', 'TEXT', 5])(
    'is refused when its kind is %s',
    async (kind, { server }) => {
      const { client } = await server.connect('group', 'ann')
      await enter(client, lobby)
      expect(await client.refusal({ type: 'say', room: lobby, kind, body: 'x' })).toBe('unknown-kind')
    },
  )

  it('is refused when its room does not exist, or is not one of its sender', async ({ server }) => {
    const [{ room }] = await group(server, 'ann')
    const { client } = await server.connect('group', 'eve')
    for (const unknown of ['nowhere', '__proto__', 'constructor', room]) {
      expect(await client.refusal({ type: 'enter', room: unknown })).toBe('unknown-room')
      expect(await client.refusal({ type: 'history', room: unknown })).toBe('unknown-room')
      expect(await client.refusal({ type: 'members', room: unknown })).toBe('unknown-room')
      expect(await client.refusal({ type: 'read', room: unknown, seq: 1 })).toBe('unknown-room')
      expect(await client.refusal({ type: 'say', room: unknown, kind: 'text', body: 'x' })).toBe(
        'not-entered',
      )
      expect(await client.refusal({ type: 'quit', room: unknown })).toBe('unknown-room')
    }
  })

  it('is refused before its sender has entered the room', async ({ server }) => {
    const { client } = await server.connect('group', 'ann')
    expect(await client.refusal({ type: 'say', room: lobby, kind: 'text', body: 'x' })).toBe('not-entered')
    expect(await client.refusal({ type: 'recall', room: lobby, seq: 1 })).toBe('not-entered')
    expect(await client.refusal({ type: 'typing', room: lobby })).toBe('not-entered')
    expect(await client.refusal({ type: 'leave', room: lobby })).toBe('not-entered')
  })

  it('is refused on the other port', async ({ server }) => {
    const ann = await server.guest('ann')
    const [onGroup, onDirect] = [await ann.open('group'), await ann.open('direct')]
    expect(await onGroup.refusal({ type: 'link', to: ann.person.id })).toBe('wrong-port')
    expect(await onDirect.refusal({ type: 'create', name: 'Tea house' })).toBe('wrong-port')
    await enter(onGroup, lobby)
    expect(await onDirect.refusal({ type: 'enter', room: lobby })).toBe('wrong-port')
  })

  it('may hold more than the protocol knows', async ({ server }) => {
    const { client } = await server.connect('group', 'ann')
    client.sendRaw('{"shade":"blue","type":"heartbeat","id":"h1","__proto__":{"type":"fly"},"constructor":5}')
    expect(await client.next('heartbeat')).toMatchObject({ id: 'h1' })
  })

  it.for([0, -1, 1.5, 2 ** 53, '1', null])('is refused when its seq is %j', async (seq, { server }) => {
    const { client } = await server.connect('group', 'ann')
    await enter(client, lobby)
    expect(await client.refusal({ type: 'recall', room: lobby, seq })).toBe('bad-frame')
  })
})

describe('an id', () => {
  it('of a room is refused when it is of the wrong shape', async ({ server }) => {
    const { client } = await server.connect('group', 'ann')
    for (const room of ['', 'a b', '../lobby', 'x'.repeat(65), '茶', 5, null, {}])
      expect(await client.refusal({ type: 'enter', room })).toBe('bad-frame')
  })

  it('of a frame is refused when it is of the wrong shape, and not repeated', async ({ server }) => {
    const { client } = await server.connect('group', 'ann')
    await enter(client, lobby)
    for (const id of ['', 'a b', 'x'.repeat(65), 'a/b', '茶', 5, null, {}]) {
      client.send({ type: 'say', id, room: lobby, kind: 'text', body: 'x' })
      expect(await client.next('refused')).toEqual({
        type: 'refused',
        of: 'say',
        room: lobby,
        code: 'bad-frame',
        message: expect.any(String),
      })
    }
  })

  it('is missed where it is needed', async ({ server }) => {
    const { client } = await server.connect('group', 'ann')
    await enter(client, lobby)
    for (const frame of [
      { type: 'say', room: lobby, kind: 'text', body: 'x' },
      { type: 'create', name: 'Tea house' },
    ]) {
      client.send(frame)
      expect(await client.next('refused')).toMatchObject({ of: frame.type, code: 'bad-frame' })
    }
  })

  it('that belongs to another message is refused, and that message stays as it is', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const first = await say(ann.client, room, 'one', { id: 'm1' })
    const again = { type: 'say', id: 'm1', room, kind: 'text', body: 'two' }
    expect(await ann.client.refusal(again)).toBe('id-reused')
    expect(await say(ann.client, room, 'one', { id: 'm1' })).toEqual(first)
    // The id is the sender's own: somebody else may use the same one.
    expect(await say(bo.client, room, 'two', { id: 'm1' })).toMatchObject({ seq: 2 })
    const { messages } = await bo.client.ask('page', { type: 'history', room })
    expect(messages.map(({ body }) => body)).toEqual(['one', 'two'])
  })
})
