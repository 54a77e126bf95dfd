import { describe, expect } from 'vitest'
import type { Message, RoomCard } from '#protocol'
import type { Client } from './client'
import { enter, group, pair, say, secondDevice, upTo } from './scenes'
import { it } from './suite'

const hide = (client: Client, room: string, ...seqs: number[]) =>
  client.ask('hidden', { type: 'hide', room, seqs })
const pageOf = async (client: Client, room: string, more: object = {}) =>
  (await client.ask('page', { type: 'history', room, ...more })).messages
const kinds = (messages: Message[]) => messages.map(({ kind }) => kind)
/** The room as it stands in the list of a member who joins once more. */
const cardOf = async (client: Client, code: string): Promise<RoomCard> =>
  (await client.ask('room', { type: 'join', code })).room

describe('hide', () => {
  it('takes messages away from one person, on entering, resuming and in pages; nobody else hears of it', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    for (const n of upTo(3)) await say(ann.client, room, `text ${n}`)
    expect(await hide(bo.client, room, 3, 1)).toMatchObject({ room, seqs: [3, 1] })
    const again = await bo.open('group')
    const entered = await enter(again, room)
    expect(entered).toMatchObject({ hidden: [3, 1], complete: true })
    for (const messages of [
      entered.messages,
      (await enter(again, room, 0)).messages,
      await pageOf(again, room),
    ]) {
      expect(kinds(messages)).toEqual(['withheld', 'text', 'withheld'])
      expect(messages[0]).toMatchObject({ seq: 1, body: '' })
    }
    expect(kinds(await pageOf(again, room, { around: 1 }))).toEqual(['withheld', 'text', 'withheld'])
    expect(kinds(await pageOf(ann.client, room))).toEqual(['text', 'text', 'text'])
    expect((await enter(ann.client, room)).hidden).toBeUndefined()
    expect(await ann.client.leftover('hidden')).toEqual([])
  })

  it('leaves nothing that could be forwarded', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    for (const n of upTo(2)) await say(ann.client, room, `text ${n}`)
    await hide(bo.client, room, 1)
    const of = upTo(2).map((seq) => ({ room, seq }))
    const frame = { type: 'forward', id: 'f1', of, to: [{ room }] }
    for (const bundle of [false, true])
      expect(await bo.client.refusal({ ...frame, bundle })).toBe('cannot-be-forwarded')
    expect((await ann.client.ask('sent', frame)).to).toMatchObject([{ seqs: [3, 4] }])
  })

  it('fills a page with what is shown, and tells nothing of what is put on a hidden message', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    for (const n of upTo(6)) await say(ann.client, room, `text ${n}`)
    await hide(bo.client, room, 4, 5)
    await ann.client.ask('accepted', { type: 'edit', room, seq: 4, body: 'other words' })
    await ann.client.ask('accepted', { type: 'react', room, seq: 5, emoji: '👍', on: true })
    const messages = await pageOf(bo.client, room, { limit: 3 })
    expect(messages.filter(({ kind }) => kind === 'text').map(({ seq }) => seq)).toEqual([2, 3, 6])
    expect(messages.find(({ kind }) => kind === 'edit')?.body).toEqual({ seq: 4 })
    expect(messages.find(({ seq }) => seq === 5)).not.toHaveProperty('reactions')
  })

  it('is told to one’s other devices, wherever they are, and may be repeated', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    await say(ann.client, room, 'oh no')
    const inside = await secondDevice(ann, room)
    const outside = await ann.open('group')
    await outside.pong()
    for (const _ of upTo(2)) {
      await hide(ann.client, room, 1)
      for (const device of [inside, outside])
        expect(await device.next('hidden')).toEqual({ type: 'hidden', room, seqs: [1] })
    }
  })

  it('works in a talk of two, and leaves what the other one has', async ({ server }) => {
    const [{ room }, ann, bo] = await pair(server)
    await say(ann.client, room, 'between us')
    await hide(ann.client, room, 1)
    expect(kinds(await pageOf(ann.client, room))).toEqual(['withheld'])
    expect(kinds(await pageOf(bo.client, room))).toEqual(['text'])
  })

  it('is no last message and not unread any more', async ({ server }) => {
    const [{ room, code }, ann, bo] = await group(server, 'ann', 'bo')
    for (const n of upTo(3)) await say(ann.client, room, `text ${n}`)
    await hide(bo.client, room, 3)
    expect(await cardOf(bo.client, code)).toMatchObject({ top: 3, unread: 2, last: { seq: 2 } })
    expect(await cardOf(ann.client, code)).toMatchObject({ top: 3, last: { seq: 3 } })
  })

  it('is refused where one of the messages is none, and then hides none; and to strangers', async ({
    server,
  }) => {
    const [{ room }, ann] = await group(server, 'ann')
    const stranger = await server.connect('group', 'stranger')
    await say(ann.client, room, 'text')
    await ann.client.ask('accepted', { type: 'edit', room, seq: 1, body: 'edited' })
    const refused = async (client: Client, seqs: unknown) =>
      (await client.ask('refused', { type: 'hide', room, seqs })).code
    expect(await refused(ann.client, [1, 9])).toBe('unknown-message')
    expect(await refused(ann.client, [2])).toBe('unknown-message')
    expect(await refused(stranger.client, [1])).toBe('unknown-room')
    expect(kinds(await pageOf(ann.client, room))).toEqual(['text', 'edit'])
  })

  it('cannot be of no message, nor of more than a hundred', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    for (const seqs of [[], upTo(101), [0], 'all'])
      expect((await ann.client.ask('refused', { type: 'hide', room, seqs })).code).toBe('bad-frame')
  })
})

describe('unread', () => {
  const unread = (client: Client, room: string, seq: number) =>
    client.ask('unread', { type: 'unread', room, seq })

  it('marks a room unread from a message on, for oneself and on all devices, until one reads', async ({
    server,
  }) => {
    const [{ room, code }, ann, bo] = await group(server, 'ann', 'bo')
    for (const n of upTo(3)) await say(ann.client, room, `text ${n}`)
    const tablet = await bo.open('group')
    await tablet.pong()
    await bo.client.ask('read', { type: 'read', room, seq: 3 })
    expect(await unread(bo.client, room, 2)).toMatchObject({ room, seq: 2, unread: 2 })
    expect(await tablet.next('unread')).toEqual({ type: 'unread', room, seq: 2, unread: 2 })
    expect(await cardOf(tablet, code)).toMatchObject({ read: 3, marked: 2, unread: 2 })
    expect((await enter(tablet, room)).read).toBe(3)
    expect(await tablet.ask('read', { type: 'read', room, seq: 3 })).toMatchObject({ seq: 3 })
    const card = await cardOf(bo.client, code)
    expect(card).toMatchObject({ read: 3, unread: 0 })
    expect(card).not.toHaveProperty('marked')
    expect(await ann.client.leftover('unread', 'read')).toEqual([])
  })

  it('counts 1 at least, and never moves how far one has read', async ({ server }) => {
    const [{ room, code }, ann] = await group(server, 'ann')
    for (const n of upTo(2)) await say(ann.client, room, `text ${n}`)
    await ann.client.ask('read', { type: 'read', room, seq: 2 })
    expect(await unread(ann.client, room, 1)).toMatchObject({ unread: 1 })
    expect(await cardOf(ann.client, code)).toMatchObject({ read: 2, marked: 1, unread: 1 })
  })

  it('is not told to the other one of a talk', async ({ server }) => {
    const [{ room }, ann, bo] = await pair(server)
    await say(ann.client, room, 'hello')
    await bo.client.ask('read', { type: 'read', room, seq: 1 })
    await ann.client.next('read')
    await unread(bo.client, room, 1)
    expect(await ann.client.leftover('unread', 'read')).toEqual([])
    expect((await enter(ann.client, room)).peerRead).toBe(1)
  })

  it('is refused where no message is, and to strangers', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    const stranger = await server.connect('group', 'stranger')
    for (const n of upTo(2)) await say(ann.client, room, `text ${n}`)
    await hide(ann.client, room, 1)
    const refused = async (client: Client, seq: number) =>
      (await client.ask('refused', { type: 'unread', room, seq })).code
    expect(await refused(ann.client, 9)).toBe('unknown-message')
    expect(await refused(ann.client, 1)).toBe('unknown-message')
    expect(await refused(stranger.client, 2)).toBe('unknown-room')
  })
})
