import { describe, expect } from 'vitest'
import { limits, type Message, type ReactionChange, type Reactions, type ServerFrameOf } from '#protocol'
import type { Client } from './client'
import { enter, group, pair, personOf, say, secondDevice, upTo } from './scenes'
import { it } from './suite'

const thumb = '👍'
const react = (client: Client, room: string, seq: number, emoji = thumb, on = true) =>
  client.ask('accepted', { type: 'react', room, seq, emoji, on })
const pin = (client: Client, room: string, seq: number, on = true, more: object = {}) =>
  client.ask('accepted', { type: 'pin', room, seq, on, ...more })
const pageOf = async (client: Client, room: string) =>
  (await client.ask('page', { type: 'history', room })).messages
const reactionsIn = (messages: Message[], seq: number) =>
  messages.find((message) => message.seq === seq)?.reactions
const isReact = ({ kind }: Pick<Message, 'kind'>) => kind === 'react'
const onesOf = (counts: Array<[string, number]>): Reactions['counts'] =>
  counts.map(([emoji, count]) => ({ emoji, count }))
/** The line that an answer names, as it came. */
const lineOf = (client: Client, { seq }: ServerFrameOf<'accepted'>) =>
  client.next('said', (said) => said.seq === seq)
/** Different emojis. */
const animals = (many: number) => upTo(many).map((n) => String.fromCodePoint(0x1f400 + n))

describe('react', () => {
  it('puts an emoji on a message for everybody, and one’s own device hears it too', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'tea?')
    const accepted = await react(bo.client, room, 1)
    const changed = [{ person: bo.person.id, emoji: thumb, on: true }]
    const body = { seq: 1, version: expect.any(Number), counts: onesOf([[thumb, 1]]), changed }
    for (const { client } of [ann, bo])
      expect(await lineOf(client, accepted)).toMatchObject({ from: personOf(bo), kind: 'react', body })
  })

  it('shows each reader how many, and which are their own: in the history and on entering', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'tea?')
    for (const { client } of [ann, bo]) await react(client, room, 1)
    await react(bo.client, room, 1, '🍵')
    const again = await bo.open('group')
    const counts = onesOf([
      [thumb, 2],
      ['🍵', 1],
    ])
    for (const messages of [await pageOf(bo.client, room), (await enter(again, room)).messages])
      expect(reactionsIn(messages, 1)).toMatchObject({ counts, mine: [thumb, '🍵'] })
    expect(reactionsIn((await enter(ann.client, room, 0)).messages, 1)).toMatchObject({
      counts,
      mine: [thumb],
    })
  })

  it('takes one’s own off, and nothing of others', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'tea?')
    for (const { client } of [ann, bo]) await react(client, room, 1)
    const first = reactionsIn(await pageOf(bo.client, room), 1)
    await react(ann.client, room, 1, thumb, false)
    await react(ann.client, room, 1, '🍵', false)
    const then = reactionsIn(await pageOf(bo.client, room), 1)
    expect(then).toMatchObject({ counts: onesOf([[thumb, 1]]), mine: [thumb] })
    expect(then?.version).toBeGreaterThan(first?.version ?? 0)
    await react(bo.client, room, 1, thumb, false)
    expect(reactionsIn(await pageOf(bo.client, room), 1)).toEqual({
      version: expect.any(Number),
      counts: [],
    })
  })

  it('that is repeated gets the same answer and is told once', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'tea?')
    const first = await react(bo.client, room, 1)
    for (const _again of upTo(2)) expect(await react(bo.client, room, 1)).toMatchObject({ seq: first.seq })
    expect(reactionsIn(await pageOf(ann.client, room), 1)).toMatchObject({ counts: onesOf([[thumb, 1]]) })
    expect(await say(ann.client, room, 'next')).toMatchObject({ seq: first.seq + 1 })
  })

  it('comes to who was away among what they missed', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'tea?')
    const mine = await secondDevice(bo, room)
    await mine.close()
    const { seq } = await react(bo.client, room, 1)
    const back = await bo.open('group')
    const { messages, complete } = await enter(back, room, 1)
    expect(complete).toBe(true)
    expect(messages).toMatchObject([
      { seq, kind: 'react', body: { seq: 1, changed: [{ person: bo.person.id, emoji: thumb, on: true }] } },
    ])
  })

  it('is nothing to read', async ({ server }) => {
    const [{ room, code }, ann, bo] = await group(server, 'ann', 'bo')
    const { seq } = await say(ann.client, room, 'tea?')
    await ann.client.ask('read', { type: 'read', room, seq })
    await react(bo.client, room, seq)
    const { room: card } = await ann.client.ask('room', { type: 'join', code })
    expect(card).toMatchObject({ top: seq + 1, unread: 0 })
  })

  it('with what is no emoji is refused by name', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    await say(ann.client, room, 'tea?')
    const refusal = (emoji: string, more: object = {}) =>
      ann.client.refusal({ type: 'react', room, seq: 1, emoji, on: true, ...more })
    for (const emoji of ['ok', '', `${thumb}${thumb}`, `${thumb} `])
      expect(await refusal(emoji)).toBe('not-an-emoji')
    expect(await refusal(thumb, { on: 'yes' })).toBe('bad-frame')
    expect(await ann.client.refusal({ type: 'reactors', room, seq: 1, emoji: 'x' })).toBe('not-an-emoji')
  })

  it('to no message, or one that is not there any more, is refused by name', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'tea?')
    const { seq } = await react(ann.client, room, 1)
    const refusal = (more: object) =>
      bo.client.refusal({ type: 'react', room, seq: 1, emoji: thumb, on: true, ...more })
    expect(await refusal({ seq: 99 })).toBe('unknown-message')
    expect(await refusal({ seq })).toBe('unknown-message')
    await bo.client.ask('left', { type: 'leave', room })
    expect(await refusal({})).toBe('not-entered')
    await enter(bo.client, room)
    await ann.client.ask('accepted', { type: 'recall', room, seq: 1 })
    expect(await refusal({})).toBe('already-recalled')
  })

  it('takes twenty different emojis on a message and no more', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'tea?')
    const [last = '', ...first] = animals(limits.reactionEmojis + 1).reverse()
    await Promise.all(first.map((emoji) => react(ann.client, room, 1, emoji)))
    const frame = { type: 'react', room, seq: 1, emoji: last, on: true }
    expect(await bo.client.refusal(frame)).toBe('too-many-reactions')
    expect(await react(bo.client, room, 1, first[3])).toMatchObject({ room })
    await react(ann.client, room, 1, first[0], false)
    expect(await react(bo.client, room, 1, last)).toMatchObject({ room })
  })

  it('is gone from a message that is taken back', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'tea?')
    await react(bo.client, room, 1)
    await ann.client.ask('accepted', { type: 'recall', room, seq: 1 })
    for (const messages of [await pageOf(bo.client, room), (await enter(ann.client, room)).messages])
      expect(reactionsIn(messages, 1)).toBeUndefined()
    const frame = { type: 'reactors', room, seq: 1, emoji: thumb }
    expect((await bo.client.ask('reactors', frame)).people).toEqual([])
  })

  it('works between two people', async ({ server }) => {
    const [{ room }, ann, bo] = await pair(server)
    await say(ann.client, room, 'tea?')
    const accepted = await react(bo.client, room, 1)
    expect(await lineOf(ann.client, accepted)).toMatchObject({ body: { counts: onesOf([[thumb, 1]]) } })
    expect(reactionsIn((await enter(bo.client, room)).messages, 1)).toMatchObject({ mine: [thumb] })
  })

  it('of many costs each member a handful of frames', async ({ server }) => {
    const people = upTo(10).map((n) => `p${n}`)
    const [{ room }, ...all] = await group(server, 'ann', ...people)
    const [ann, ...others] = all
    await say((ann as (typeof all)[number]).client, room, 'tea?')
    const emojis = animals(5)
    const done = await Promise.all(
      others.flatMap(({ client }) => emojis.map((emoji) => react(client, room, 1, emoji))),
    )
    const lines = new Set(done.map(({ seq }) => seq))
    expect(lines.size).toBeLessThan(done.length / 2)
    const messages = await pageOf((ann as (typeof all)[number]).client, room)
    const { counts = [] } = reactionsIn(messages, 1) ?? {}
    expect(counts.map(({ count }) => count)).toEqual(emojis.map(() => others.length))
    const told = messages.filter(isReact).flatMap(({ body }) => (body as ReactionChange).changed)
    // Servers that tell at the same time may both tell of one: a client takes the later version.
    expect(new Set(told.map(({ person, emoji }) => `${person} ${emoji}`)).size).toBe(done.length)
  })
})

describe('reactors', () => {
  it('are listed page by page, in the order of their ids', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'tea?')
    for (const { client } of [ann, bo]) await react(client, room, 1)
    const frame = { type: 'reactors', room, seq: 1, emoji: thumb }
    const [first, second] = [personOf(ann), personOf(bo)].sort((one, other) => (one.id < other.id ? -1 : 1))
    const answer = { type: 'reactors', room, seq: 1, emoji: thumb, more: false }
    expect(await ann.client.ask('reactors', frame)).toMatchObject({ ...answer, people: [first, second] })
    const rest = await bo.client.ask('reactors', { ...frame, after: first?.id })
    expect(rest).toMatchObject({ ...answer, people: [second] })
    const nobody = await bo.client.ask('reactors', { ...frame, emoji: '🍵' })
    expect(nobody).toMatchObject({ people: [], more: false })
  })

  it('are for members, and of a message that is there', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    const eve = await server.connect('group', 'eve')
    await say(ann.client, room, 'tea?')
    const frame = { type: 'reactors', room, seq: 1, emoji: thumb }
    expect(await eve.client.refusal(frame)).toBe('unknown-room')
    expect(await ann.client.refusal({ ...frame, seq: 9 })).toBe('unknown-message')
  })
})

describe('pin', () => {
  it('pins a message for everybody, the last one first, and takes it off', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    for (const text of ['one', 'two']) await say(ann.client, room, text)
    expect((await enter(bo.client, room)).pinned).toBeUndefined()
    await pin(ann.client, room, 1)
    const accepted = await pin(bo.client, room, 2)
    const said = await lineOf(ann.client, accepted)
    expect(said).toMatchObject({ kind: 'pin', from: personOf(bo), body: { seq: 2, on: true } })
    expect(said.body).toMatchObject({ pinned: { seqs: [2, 1] } })
    expect((await enter(bo.client, room)).pinned).toMatchObject({ seqs: [2, 1] })
    await pin(bo.client, room, 1, false)
    const { pinned, messages } = await enter(ann.client, room, 0)
    expect(pinned).toMatchObject({ seqs: [2] })
    expect(messages.at(-1)).toMatchObject({ kind: 'pin', body: { seq: 1, on: false, pinned } })
  })

  it('that is repeated gets the same answer, and pins nothing that was taken off since', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'one')
    const first = await pin(ann.client, room, 1, true, { id: 'p1' })
    await pin(bo.client, room, 1, false)
    expect(await pin(ann.client, room, 1, true, { id: 'p1' })).toEqual(first)
    expect((await enter(bo.client, room)).pinned).toMatchObject({ seqs: [] })
    const other = { type: 'pin', id: 'p1', room, seq: 1, on: false }
    expect(await ann.client.refusal(other)).toBe('id-reused')
    expect(await say(ann.client, room, 'two')).toMatchObject({ seq: 4 })
  })

  it('holds twenty messages', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    for (const n of upTo(limits.pins + 1)) await say(ann.client, room, `${n}`)
    for (const seq of upTo(limits.pins)) await pin(ann.client, room, seq)
    const frame = { type: 'pin', room, seq: limits.pins + 1, on: true }
    expect(await ann.client.refusal(frame)).toBe('too-many-pins')
    await pin(ann.client, room, 1, false)
    await pin(ann.client, room, limits.pins + 1)
    const seqs = upTo(limits.pins + 1).slice(1)
    expect((await enter(ann.client, room)).pinned?.seqs).toEqual(seqs.reverse())
  })

  it('ends when the message is taken back, and everybody hears it', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    for (const text of ['one', 'two']) await say(bo.client, room, text)
    for (const seq of [1, 2]) await pin(ann.client, room, seq)
    await bo.client.ask('accepted', { type: 'recall', room, seq: 1 })
    const isTakenOff = ({ body }: Message) => typeof body === 'object' && 'on' in body && !body.on
    for (const { client } of [ann, bo])
      expect(await client.next('said', isTakenOff)).toMatchObject({
        kind: 'pin',
        from: personOf(bo),
        body: { seq: 1, on: false, pinned: { seqs: [2] } },
      })
    expect((await enter(bo.client, room)).pinned).toMatchObject({ seqs: [2] })
    const frame = { type: 'pin', room, seq: 1, on: true }
    expect(await bo.client.refusal(frame)).toBe('already-recalled')
  })

  it('of no message, or from outside, is refused by name', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    await say(ann.client, room, 'one')
    const { seq } = await pin(ann.client, room, 1)
    const refusal = (more: object) => ann.client.refusal({ type: 'pin', room, seq: 1, on: true, ...more })
    expect(await refusal({ seq: 99 })).toBe('unknown-message')
    expect(await refusal({ seq })).toBe('unknown-message')
    await ann.client.ask('left', { type: 'leave', room })
    expect(await refusal({})).toBe('not-entered')
  })
})
