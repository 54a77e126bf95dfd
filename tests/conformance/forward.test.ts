import { describe, expect } from 'vitest'
import { enter, found, group, pair, say, upTo } from './scenes'
import { it } from './suite'

const time = expect.any(Number)

describe('a forward', () => {
  it('says messages again in another room, in the order asked for, and tells where they stand', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const there = await found(ann.client)
    const one = await say(bo.client, room, 'first')
    const two = await say(ann.client, room, 'second', { reply: one.seq, mentions: [bo.person.id] })
    const of = [two, one].map(({ seq }) => ({ room, seq }))
    const to = [{ room: there.room }]
    const sent = await ann.client.ask('sent', { type: 'forward', id: 'f1', of, to })
    expect(sent.to).toEqual([{ room: there.room, in: there.room, seqs: [1, 2], time }])
    const { messages } = await ann.client.ask('page', { type: 'history', room: there.room })
    const from = ann.person
    expect(messages).toEqual([
      { seq: 1, id: '1/f1', from, kind: 'text', body: 'second', time, forwarded: true },
      { seq: 2, id: '2/f1', from, kind: 'text', body: 'first', time, forwarded: true },
    ])
  })

  it('is heard in its rooms as what is said there, by the socket that sent it as well', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const { seq } = await say(ann.client, room, 'again')
    await bo.client.next('said')
    await ann.client.ask('sent', { type: 'forward', id: 'f1', of: [{ room, seq }], to: [{ room }] })
    for (const { client } of [ann, bo])
      expect(await client.next('said')).toMatchObject({ room, seq: seq + 1, id: '1/f1', forwarded: true })
  })

  it('gives the words that a message has by now, and none of its reactions', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann', 'bo')
    const { seq } = await say(ann.client, room, 'as it was')
    await ann.client.ask('accepted', { type: 'edit', room, seq, body: 'as it is' })
    await ann.client.ask('accepted', { type: 'react', room, seq, emoji: '👍', on: true })
    const to = [{ person: ann.person.id }]
    const sent = await ann.client.ask('sent', { type: 'forward', id: 'f1', of: [{ room, seq }], to })
    const own = String(sent.to[0]?.in)
    const direct = await ann.open('direct')
    const { messages } = await direct.ask('page', { type: 'history', room: own })
    expect(messages).toEqual([
      { seq: 1, id: '1/f1', from: ann.person, kind: 'text', body: 'as it is', time, forwarded: true },
    ])
  })

  it('makes one message of several, in the order in which they were said, and of bundles too', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const one = await say(ann.client, room, 'first')
    const two = await say(bo.client, room, 'second')
    const bundle = { type: 'forward', id: 'f1', to: [{ room }], bundle: true }
    const of = [two, one].map(({ seq }) => ({ room, seq }))
    const { to } = await ann.client.ask('sent', { ...bundle, of })
    expect(to).toMatchObject([{ in: room, seqs: [two.seq + 1] }])
    const said = await bo.client.next('said', ({ kind }) => kind === 'bundle')
    const entry = ({ person: { name, avatar } }: typeof ann, body: string) => ({
      ...{ name, avatar, kind: 'text', body, time },
    })
    const messages = [entry(ann, 'first'), entry(bo, 'second')]
    expect(said).toMatchObject({ id: '1/f1', forwarded: true, body: { messages } })

    await bo.client.ask('sent', { ...bundle, of: [{ room, seq: said.seq }] })
    const nested = await ann.client.next('said', ({ seq }) => seq === said.seq + 1)
    expect(nested.body).toMatchObject({
      messages: [{ name: ann.person.name, kind: 'bundle', body: { messages } }],
    })
  })

  it('is the last of a room without what lies in a bundle', async ({ server }) => {
    const [{ room, code }, ann, bo] = await group(server, 'ann', 'bo')
    const { seq } = await say(ann.client, room, 'x'.repeat(4_000))
    await bo.client.ask('left', { type: 'leave', room })
    const of = [{ room, seq }]
    await ann.client.ask('sent', { type: 'forward', id: 'f1', of, to: [{ room }], bundle: true })
    const last = { seq: seq + 1, kind: 'bundle', body: { messages: [] } }
    expect((await bo.client.next('news')).last).toMatchObject(last)
    const { room: card } = await bo.client.ask('room', { type: 'join', code })
    expect(card.last).toMatchObject(last)
  })

  it('goes to people as well, to each in the room of the two, from either port', async ({ server }) => {
    const [{ room }, ann, bo] = await pair(server)
    const { seq } = await say(ann.client, room, 'for you')
    const desk = await ann.open('group')
    const to = [{ person: bo.person.id }, { room }]
    const sent = await desk.ask('sent', { type: 'forward', id: 'f1', of: [{ room, seq }], to })
    const place = { in: room, seqs: [seq + 1], time }
    // The same room twice is said once.
    expect(sent.to).toEqual([
      { person: bo.person.id, ...place },
      { room, ...place },
    ])
    expect(await bo.client.next('said', (said) => said.seq > seq)).toMatchObject({ id: '1/f1' })
  })

  it('is refused at single targets, and said at the others', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann', 'bo')
    const eve = await server.connect('group', 'eve')
    const { seq } = await say(ann.client, room, 'again')
    const to = [{ room: 'nosuchroom' }, { room }, { person: eve.person.id }, { person: 'nobody-at-all' }]
    const sent = await ann.client.ask('sent', { type: 'forward', id: 'f1', of: [{ room, seq }], to })
    const message = expect.any(String)
    expect(sent.to).toEqual([
      { room: 'nosuchroom', code: 'unknown-room', message },
      { room, in: room, seqs: [seq + 1], time },
      { person: eve.person.id, code: 'not-a-contact', message },
      { person: 'nobody-at-all', code: 'unknown-person', message },
    ])
  })

  it('is refused as a whole where a message is not to be forwarded', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann', 'bo')
    const { seq } = await say(ann.client, room, 'good')
    const gone = await say(ann.client, room, 'gone')
    const recall = await ann.client.ask('accepted', { type: 'recall', room, seq: gone.seq })
    const of = (bad: object) => ({ type: 'forward', id: 'f1', of: [{ room, seq }, bad], to: [{ room }] })
    const refusals = [
      await ann.client.refusal(of({ room, seq: 99 })),
      await ann.client.refusal(of({ room, seq: gone.seq })),
      await ann.client.refusal(of({ room, seq: recall.seq })),
      await ann.client.refusal(of({ room: 'nosuchroom', seq: 1 })),
    ]
    expect(refusals).toEqual(['unknown-message', 'already-recalled', 'cannot-be-forwarded', 'unknown-room'])
    const { messages } = await ann.client.ask('page', { type: 'history', room, after: recall.seq })
    expect(messages).toEqual([])
  })

  it('reads no room of which one is no member', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann', 'bo')
    const { seq } = await say(ann.client, room, 'secret')
    const [eve, there] = [await server.connect('group', 'eve'), 'lobby']
    await enter(eve.client, there)
    const frame = { type: 'forward', of: [{ room, seq }], to: [{ room: there }] }
    expect(await eve.client.refusal(frame)).toBe('unknown-room')
  })

  it('of so long texts that they fit into no bundle is refused, and one by one it is not', async ({
    server,
  }) => {
    const [{ room }, ann] = await group(server, 'ann', 'bo')
    const texts = await Promise.all(upTo(6).map((n) => say(ann.client, room, `${n}${'长'.repeat(3_900)}`)))
    const of = texts.map(({ seq }) => ({ room, seq }))
    const frame = { type: 'forward', id: 'f1', of, to: [{ room }] }
    expect(await ann.client.refusal({ ...frame, bundle: true })).toBe('bundle-too-large')
    const { to } = await ann.client.ask('sent', frame)
    expect(to[0]?.seqs).toHaveLength(6)
  })

  it('to who has blocked one is heard by oneself alone, then and later; to whom one has blocked it is refused', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await pair(server)
    const { seq } = await say(bo.client, room, 'again')
    await ann.client.ask('blocked', { type: 'block', person: bo.person.id })
    const of = [{ room, seq }]
    const sent = await bo.client.ask('sent', {
      type: 'forward',
      id: 'f1',
      of,
      to: [{ person: ann.person.id }],
    })
    expect(sent.to).toMatchObject([{ in: room, seqs: [seq + 1] }])
    const to = [{ room }, { person: bo.person.id }]
    for (const frame of [
      { type: 'forward', id: 'f2', of, to },
      { type: 'send', id: 's2', to, kind: 'text', body: 'hello' },
    ]) {
      const refused = await ann.client.ask('sent', frame)
      expect(refused.to).toMatchObject([
        { room, code: 'blocked' },
        { person: bo.person.id, code: 'blocked' },
      ])
    }
    const both = [{ room }, { person: ann.person.id }]
    const more = { type: 'send', id: 's1', to: both, kind: 'text', body: 'hello?' }
    expect((await bo.client.ask('sent', more)).to).toMatchObject([{ seqs: [seq + 2] }, { seqs: [seq + 2] }])

    await ann.client.ask('blocked', { type: 'unblock', person: bo.person.id })
    const pages = await Promise.all(
      [ann, bo].map(({ client }) => client.ask('page', { type: 'history', room, after: seq })),
    )
    const kinds = pages.map(({ messages }) => messages.map(({ kind }) => kind))
    expect(kinds).toEqual([
      ['withheld', 'withheld'],
      ['text', 'text'],
    ])
    // What was withheld is nothing that could be forwarded.
    const withheld = { type: 'forward', of: [{ room, seq: seq + 1 }], to: [{ room }] }
    expect(await ann.client.refusal(withheld)).toBe('cannot-be-forwarded')
  })

  it('puts ten bundles into one another and no more', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann', 'bo')
    let { seq } = await say(ann.client, room, 'at the bottom')
    const frame = (id: number) => ({
      ...{ type: 'forward', id: `f${id}`, of: [{ room, seq }], to: [{ room }], bundle: true },
    })
    for (const depth of upTo(10)) seq = (await ann.client.ask('sent', frame(depth))).to[0]?.seqs?.[0] ?? 0
    expect(await ann.client.refusal(frame(11))).toBe('bundle-too-large')
    const { to } = await ann.client.ask('sent', { ...frame(12), bundle: false })
    expect(to).toMatchObject([{ in: room, seqs: [seq + 1] }])
  })

  it('asked for again has the same places, whatever became of the messages since', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann', 'bo')
    const [one, two] = [await say(ann.client, room, 'one'), await say(ann.client, room, 'two')]
    const of = [one, two].map(({ seq }) => ({ room, seq }))
    const frame = { type: 'forward', id: 'f1', of, to: [{ room }] }
    const first = await ann.client.ask('sent', frame)
    await ann.client.ask('accepted', { type: 'edit', room, seq: one.seq, body: 'other words' })
    await ann.client.ask('accepted', { type: 'recall', room, seq: two.seq })
    expect(await ann.client.ask('sent', frame)).toEqual(first)
    // At a target to which the try before did not come, it cannot be said any more.
    const to = [{ room }, { person: ann.person.id }]
    const more = await ann.client.ask('sent', { ...frame, to })
    expect(more.to).toMatchObject([first.to[0], { person: ann.person.id, code: 'already-recalled' }])
    const { top } = await enter(ann.client, room)
    expect(top).toBe(6)
  })
})

describe('a send', () => {
  it('says a new message to several, each its own', async ({ server }) => {
    const [{ room }, ann, bo] = await pair(server)
    const to = [{ person: bo.person.id }, { person: ann.person.id }]
    const sent = await ann.client.ask('sent', { type: 'send', id: 's1', to, kind: 'text', body: 'hello' })
    expect(sent.to).toMatchObject([
      { in: room, seqs: [1] },
      { person: ann.person.id, seqs: [1] },
    ])
    const said = await bo.client.next('said')
    expect(said).toMatchObject({ room, id: '1/s1', kind: 'text', body: 'hello' })
    expect(said).not.toHaveProperty('forwarded')
  })

  it('asked for again has the same places, and with other words a refusal', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann', 'bo')
    const frame = { type: 'send', id: 's1', to: [{ room }], kind: 'text', body: 'hello' }
    const first = await ann.client.ask('sent', frame)
    expect(await ann.client.ask('sent', frame)).toEqual(first)
    const other = await ann.client.ask('sent', { ...frame, body: 'goodbye' })
    expect(other.to).toMatchObject([{ room, code: 'id-reused' }])
  })

  it('is kept by the room with oneself, which counts nothing unread', async ({ server }) => {
    const ann = await server.connect('direct', 'ann')
    const to = [{ person: ann.person.id }]
    const { to: there } = await ann.client.ask('sent', { type: 'send', to, kind: 'text', body: 'for later' })
    const room = String(there[0]?.in)
    const entered = await enter(ann.client, room)
    expect(entered).toMatchObject({ top: 1, online: 1, messages: [{ body: 'for later' }] })
    expect(entered).not.toHaveProperty('peerRead')
    expect(await ann.client.ask('read', { type: 'read', room, seq: 1 })).toMatchObject({ seq: 1 })
    const desk = await ann.open('direct')
    await enter(desk, room)
    await say(ann.client, room, 'and this')
    expect(await desk.next('said')).toMatchObject({ room, seq: 2 })
  })
})

describe('forward and send with what is wrong in them are refused:', () => {
  const of = [{ room: 'lobby', seq: 1 }]
  const to = [{ room: 'lobby' }]
  const text = { kind: 'text', body: 'hello' }
  it.for<[string, object, string]>([
    ['no target', { type: 'forward', of, to: [] }, 'bad-frame'],
    ['no message', { type: 'forward', of: [], to }, 'bad-frame'],
    ['a target that is both', { type: 'forward', of, to: [{ room: 'a', person: 'b' }] }, 'bad-frame'],
    ['a target that is neither', { type: 'send', to: [{}], ...text }, 'bad-frame'],
    ['an id of 61 characters', { type: 'send', id: 'x'.repeat(61), to, ...text }, 'bad-frame'],
    [
      '200 targets',
      { type: 'forward', of, to: upTo(200).map((n) => ({ room: `r${n}` })) },
      'too-many-targets',
    ],
    [
      '600 messages in all',
      {
        type: 'forward',
        of: upTo(100).map((seq) => ({ room: 'lobby', seq })),
        to: upTo(6).map((n) => ({ room: `r${n}` })),
      },
      'too-many-copies',
    ],
    [
      '51 targets',
      { type: 'send', to: upTo(51).map((n) => ({ room: `r${n}` })), ...text },
      'too-many-targets',
    ],
    [
      '101 messages',
      { type: 'forward', of: upTo(101).map((seq) => ({ room: 'lobby', seq })), to },
      'too-many-messages',
    ],
    ['blanks', { type: 'send', to, kind: 'text', body: '  ' }, 'empty-text'],
    ['a long text', { type: 'send', to, kind: 'text', body: 'x'.repeat(4_001) }, 'text-too-long'],
    ['a kind that is none', { type: 'send', to, kind: 'bundle', body: { messages: [] } }, 'unknown-kind'],
    ['a picture that is none', { type: 'send', to, kind: 'image', body: 'x' }, 'bad-body'],
  ])('%s', async ([_what, frame, code], { server }) => {
    const ann = await server.connect('group', 'ann')
    await enter(ann.client, 'lobby')
    expect(await ann.client.refusal(frame as { type: string })).toBe(code)
  })
})
