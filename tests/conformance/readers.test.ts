import { describe, expect } from 'vitest'
import type { ServerFrameOf } from '#protocol'
import type { Client } from './client'
import { enter, group, pair, say } from './scenes'
import { type Guest, it, type TestServer } from './suite'

const readers = (client: Client, room: string, seq: number, more: object = {}) =>
  client.ask('readers', { type: 'readers', room, seq, ...more })
const read = (client: Client, room: string, seq: number) => client.ask('read', { type: 'read', room, seq })
const refusal = async (client: Client, room: string, seq: number) =>
  (await client.ask('refused', { type: 'readers', room, seq })).code
const idsOf = ({ people }: ServerFrameOf<'readers'>['read']) => people.map(({ id }) => id)
const sorted = (...people: Guest[]) => people.map(({ person }) => person.id).sort()

describe('readers', () => {
  it('are who has read a message, and who has not, without its author, in the order of ids', async ({
    server,
  }) => {
    const [{ room }, ann, bo, cy, dan] = await group(server, 'ann', 'bo', 'cy', 'dan')
    await say(ann.client, room, 'tea?')
    await say(ann.client, room, 'now')
    await read(bo.client, room, 2)
    await read(cy.client, room, 1)
    const first = await readers(ann.client, room, 1)
    expect([idsOf(first.read), idsOf(first.unread)]).toEqual([sorted(bo, cy), sorted(dan)])
    expect(await readers(ann.client, room, 2)).toMatchObject({
      room,
      seq: 2,
      read: { count: 1, people: [{ id: bo.person.id, name: bo.person.name }], more: false },
      unread: { count: 2, more: false },
    })
    expect(
      [bo, cy].flatMap(({ client }) => client.received.filter(({ type }) => type === 'readers')),
    ).toEqual([])
  })

  it('are counted alone, or listed from one list behind an id', async ({ server }) => {
    const [{ room }, ann, bo, cy] = await group(server, 'ann', 'bo', 'cy')
    await say(ann.client, room, 'tea?')
    for (const { client } of [bo, cy]) await read(client, room, 1)
    const none = { count: 0, people: [], more: false }
    expect(await readers(ann.client, room, 1, { counts: true })).toMatchObject({
      read: { count: 2, people: [], more: false },
      unread: none,
    })
    const [first = '', second = ''] = sorted(bo, cy)
    const behind = await readers(ann.client, room, 1, { of: 'read', after: first })
    expect([behind.read.count, idsOf(behind.read), behind.unread]).toEqual([2, [second], none])
    expect(idsOf((await readers(ann.client, room, 1, { of: 'unread' })).read)).toEqual([])
  })

  it('are nobody who became a member after the message', async ({ server }) => {
    const [{ room, code }, ann] = await group(server, 'ann')
    const { time } = await say(ann.client, room, 'alone')
    const bo = await server.connect('group', 'bo')
    while ((await bo.client.ask('heartbeat', { type: 'heartbeat' })).time <= time);
    await bo.client.ask('room', { type: 'join', code })
    expect(await readers(ann.client, room, 1)).toMatchObject({ read: { count: 0 }, unread: { count: 0 } })
  })

  it('are told of one’s own messages alone, and of none that is gone or a change', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const stranger = await server.connect('group', 'stranger')
    await say(ann.client, room, 'tea?')
    await ann.client.ask('accepted', { type: 'edit', room, seq: 1, body: 'tea' })
    await say(ann.client, room, 'oh no')
    await ann.client.ask('accepted', { type: 'recall', room, seq: 3 })
    expect(await refusal(bo.client, room, 1)).toBe('not-yours')
    expect(await refusal(stranger.client, room, 1)).toBe('unknown-room')
    for (const seq of [2, 9]) expect(await refusal(ann.client, room, seq)).toBe('unknown-message')
    expect(await refusal(ann.client, room, 3)).toBe('already-recalled')
    await enter(ann.client, 'lobby')
    expect(await refusal(ann.client, 'lobby', 1)).toBe('lobby-is-open')
  })

  it('of a talk say what the other one has let be known', async ({ server }) => {
    const [{ room }, ann, bo] = await pair(server)
    await say(ann.client, room, 'tea?')
    expect(await readers(ann.client, room, 1)).toMatchObject({ read: { count: 0 }, unread: { count: 1 } })
    await read(bo.client, room, 1)
    expect(await readers(ann.client, room, 1)).toMatchObject({ read: { count: 1 }, unread: { count: 0 } })
    await say(ann.client, room, 'well?')
    await ann.client.ask('blocked', { type: 'block', person: bo.person.id })
    expect(await readers(ann.client, room, 2)).toMatchObject({ unread: { count: 1 } })
  })
})

describe('receipts that are turned off', () => {
  /** What the server says of the person then. */
  async function turn({ target }: TestServer, { token }: Guest, receipts: boolean): Promise<object> {
    const answer = await fetch(`${target.httpUrl}/api/me`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ receipts }),
    })
    return (await answer.json()) as object
  }

  it('leave a person out of both lists, who asks in vain; nobody else is told that they are', async ({
    server,
  }) => {
    const [{ room }, ann, bo, cy] = await group(server, 'ann', 'bo', 'cy')
    await say(ann.client, room, 'tea?')
    await read(bo.client, room, 1)
    expect(await turn(server, bo, false)).toEqual({ ...bo.person, receipts: false })
    const left = await readers(ann.client, room, 1)
    expect([idsOf(left.read), idsOf(left.unread)]).toEqual([[], sorted(cy)])
    const { seq } = await say(bo.client, room, 'yes')
    expect(await refusal(bo.client, room, seq)).toBe('receipts-off')
    expect(await turn(server, bo, true)).toEqual(bo.person)
    expect(idsOf((await readers(ann.client, room, 1)).read)).toEqual(sorted(bo))
    expect(await readers(bo.client, room, seq)).toMatchObject({ unread: { count: 2 } })
  })

  it('keep both of a talk from hearing how far the other one reads; what was told stands', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await pair(server)
    await say(ann.client, room, 'one')
    await read(bo.client, room, 1)
    await ann.client.next('read')
    await turn(server, bo, false)
    await say(ann.client, room, 'two')
    for (const { client } of [ann, bo]) await read(client, room, 2)
    expect([await ann.client.leftover('read'), await bo.client.leftover('read')]).toEqual([[], []])
    expect((await enter(ann.client, room)).peerRead).toBe(1)
    expect((await enter(bo.client, room)).peerRead).toBe(0)
    expect(await readers(ann.client, room, 2)).toMatchObject({ read: { count: 0 }, unread: { count: 0 } })

    await turn(server, bo, true)
    await say(ann.client, room, 'three')
    await read(bo.client, room, 3)
    expect(await ann.client.next('read', ({ seq }) => seq === 3)).toMatchObject({ person: bo.person.id })
    expect((await enter(ann.client, room)).peerRead).toBe(3)
  })
})
