import { describe, expect } from 'vitest'
import type { ServerFrame } from '#protocol'
import { contactsOf } from '../../../../server/chat/contacts'
import { pageOf } from '../../../../server/chat/history'
import { listRooms } from '../../../../server/chat/room-card'
import { it, quiet, type TestChat } from '../../../support/chat'
import type { TestClient } from '../../../support/test-client'
import { forget, pair, people } from './scenes'

/** Ann has blocked Bo; `mine` is another device of Bo. Both were in their room. */
async function blocked(chat: TestChat) {
  const { ann, bo, room } = await pair(chat)
  const mine = await chat.client('direct', bo.person)
  await mine.enter(room)
  await ann.say(room, 'before')
  await bo.say(room, 'before too')
  await bo.ask('read', { type: 'read', room, seq: 2 })
  await ann.ask('read', { type: 'read', room, seq: 1 })
  await ann.ask('blocked', { type: 'block', person: bo.person.id })
  await forget(ann, bo, mine)
  return { ann, bo, mine, room }
}

const types = ({ received }: TestClient) => received.map(({ type }: ServerFrame) => type)
const unblock = (ann: TestClient, bo: TestClient) =>
  ann.ask('blocked', { type: 'unblock', person: bo.person.id })

describe('who is blocked', () => {
  it('sees the other one go, as if they had left', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    await forget(ann, bo)
    await ann.ask('blocked', { type: 'block', person: bo.person.id })
    await quiet()
    expect(bo.received).toEqual([
      { type: 'presence', room, online: 1, joined: [], left: [ann.person] },
      { type: 'contact', person: ann.person, online: false },
    ])
    await forget(bo)
    await unblock(ann, bo)
    await quiet()
    expect(bo.received).toEqual([
      { type: 'presence', room, online: 2, joined: [ann.person], left: [] },
      { type: 'contact', person: ann.person, online: true },
    ])
  })

  it('is answered as ever, and heard on their own devices alone', async ({ chat }) => {
    const { ann, bo, mine, room } = await blocked(chat)
    const first = await bo.say(room, 'hello?', 'm')
    expect(first).toEqual({ type: 'accepted', room, seq: 3, time: chat.clock.now() })
    expect(await bo.say(room, 'hello?', 'm')).toEqual(first)
    expect(await mine.next('said')).toMatchObject({ seq: 3, body: 'hello?', kind: 'text' })
    await quiet()
    expect(ann.received).toMatchObject([{ type: 'said', seq: 3, kind: 'withheld', body: '' }])
  })

  it('has no hole in the room, nor has the other one', async ({ chat }) => {
    const { ann, bo, mine, room } = await blocked(chat)
    for (const body of ['3', '4']) await bo.say(room, body)
    const seen = async (client: TestClient, since?: number) => {
      const { messages, top, complete } = await client.enter(room, since)
      expect([top, complete]).toEqual([4, true])
      return messages.map(({ seq, kind, body }) => [seq, kind, body])
    }
    const both = [
      [1, 'text', 'before'],
      [2, 'text', 'before too'],
    ]
    const own = [
      [3, 'text', '3'],
      [4, 'text', '4'],
    ]
    const none = [
      [3, 'withheld', ''],
      [4, 'withheld', ''],
    ]
    expect(await seen(bo)).toEqual([...both, ...own])
    expect(await seen(mine, 2)).toEqual(own)
    expect(await seen(ann)).toEqual([...both, ...none])
    const page = async (client: TestClient) =>
      pageOf(room, client.person.id, { after: 3 }, chat.context.ports)
    expect((await page(bo))?.messages).toMatchObject([{ seq: 4, body: '4' }])
    expect((await page(ann))?.messages).toMatchObject([{ seq: 4, kind: 'withheld', body: '' }])
    expect(JSON.stringify(await page(bo))).not.toContain('audience')
  })

  it('stays unheard with what they said when the block is taken back', async ({ chat }) => {
    const { ann, bo, room } = await blocked(chat)
    await bo.say(room, 'unheard', 'm')
    await unblock(ann, bo)
    await quiet()
    expect(await bo.say(room, 'unheard', 'm')).toMatchObject({ seq: 3 })
    await bo.say(room, 'heard')
    await quiet()
    expect(ann.heard).toEqual(['', 'heard'])
    expect((await ann.enter(room)).messages.map(({ body }) => body)).toEqual([
      'before',
      'before too',
      '',
      'heard',
    ])
  })

  it('hears of nothing that the other one does in the room', async ({ chat }) => {
    const { ann, bo, mine, room } = await blocked(chat)
    await ann.ask('read', { type: 'read', room, seq: 2 })
    await ann.perform({ type: 'typing', room })
    await chat.context.ports.people.change(ann.person.id, { name: 'Anna' })
    await ann.ask('left', { type: 'leave', room })
    await ann.ask('read', { type: 'read', room, seq: 2 })
    await ann.enter(room)
    await quiet()
    expect([types(bo), types(mine)]).toEqual([[], []])
    const { online, peerRead } = await bo.enter(room)
    expect([online, peerRead]).toEqual([1, 1])
    const { members } = await bo.ask('members', { type: 'members', room })
    expect(members.map(({ person, online }) => [person.id, online])).toContainEqual([ann.person.id, false])
    const there = await bo.ask('members', { type: 'members', room, online: true })
    expect(there.members.map(({ person }) => person.id)).toEqual([bo.person.id])
  })

  it('is heard of by the other one in nothing either', async ({ chat }) => {
    const { ann, bo, mine, room } = await blocked(chat)
    await bo.ask('read', { type: 'read', room, seq: 2 })
    await bo.perform({ type: 'typing', room })
    await chat.context.ports.people.change(bo.person.id, { name: 'Bob' })
    for (const one of [bo, mine]) await one.ask('left', { type: 'leave', room })
    await bo.enter(room)
    await quiet()
    expect(types(ann)).toEqual([])
    await ann.ask('left', { type: 'leave', room })
    await forget(ann)
    await bo.say(room, 'hello?')
    await quiet()
    expect(types(ann)).toEqual([])
  })

  it('sees themselves come and go, as somebody who is alone does', async ({ chat }) => {
    const { bo, mine, room } = await blocked(chat)
    await bo.ask('left', { type: 'leave', room })
    await mine.ask('left', { type: 'leave', room })
    await forget(bo, mine)
    await bo.enter(room)
    expect(await bo.next('presence', ({ joined }) => joined.length > 0)).toEqual({
      ...{ type: 'presence', room, online: 1, joined: [bo.person], left: [] },
    })
  })
})

describe('what is taken back by who is blocked', () => {
  it('is gone for them, and stays for the other one', async ({ chat }) => {
    const { ann, bo, mine, room } = await blocked(chat)
    const recalled = await bo.ask('accepted', { type: 'recall', room, seq: 2 })
    expect(recalled).toMatchObject({ seq: 3 })
    expect(await bo.ask('accepted', { type: 'recall', room, seq: 2 })).toEqual(recalled)
    expect(await mine.next('said')).toMatchObject({ kind: 'recall', body: { seq: 2 } })
    await quiet()
    expect(ann.received).toMatchObject([{ type: 'said', seq: 3, kind: 'withheld', body: '' }])
    const second = async (client: TestClient) => (await client.enter(room)).messages[1]
    expect(await second(bo)).toMatchObject({ seq: 2, kind: 'recalled', body: '' })
    expect(await second(ann)).toMatchObject({ seq: 2, kind: 'text', body: 'before too' })
    for (const one of [ann, bo, mine]) await one.ask('left', { type: 'leave', room })
    expect(await second(bo)).toMatchObject({ seq: 2, kind: 'recalled', body: '' })
    expect(await second(ann)).toMatchObject({ seq: 2, kind: 'text', body: 'before too' })

    await unblock(ann, bo)
    await quiet()
    expect(await bo.ask('accepted', { type: 'recall', room, seq: 2 })).toEqual(recalled)
    expect(await second(ann)).toMatchObject({ body: 'before too' })
  })

  it('is blank when it was unheard anyway, also after the block', async ({ chat }) => {
    const { ann, bo, room } = await blocked(chat)
    await bo.say(room, 'unheard')
    await unblock(ann, bo)
    await forget(ann)
    await bo.ask('accepted', { type: 'recall', room, seq: 3 })
    await quiet()
    expect(ann.received).toMatchObject([{ type: 'said', seq: 4, kind: 'withheld', body: '' }])
    expect(await chat.context.ports.store.messages.get(room, 3)).toMatchObject({ kind: 'recalled', body: '' })
  })

  it('is refused to who has blocked, whose words it would bring to the other one', async ({ chat }) => {
    const { ann, room } = await blocked(chat)
    expect(await ann.refusal({ type: 'recall', room, seq: 1 })).toBe('blocked')
  })
})

describe('lists of who is blocked, and of who has blocked', () => {
  it('show the newest message that each sees, and count nothing unheard as unread', async ({ chat }) => {
    const { ann, bo, room } = await blocked(chat)
    await ann.ask('read', { type: 'read', room, seq: 2 })
    await bo.say(room, 'unheard')
    const card = async ({ person }: TestClient) => (await listRooms(person.id, chat.context.ports))[0]
    expect(await card(bo)).toMatchObject({ top: 3, unread: 0, last: { seq: 3, body: 'unheard' } })
    expect(await card(ann)).toMatchObject({ top: 3, unread: 0, last: { seq: 2, body: 'before too' } })
  })

  it('show nobody online', async ({ chat }) => {
    const { ann, bo } = await blocked(chat)
    for (const { person } of [ann, bo])
      expect(await contactsOf(person.id, chat.context.ports)).toMatchObject({ contacts: [{ online: false }] })
  })
})

describe('an invitation of who is blocked', () => {
  const ask = (from: TestClient, to: TestClient) =>
    from.ask('asked', { type: 'link', id: 'l', to: to.person.id })

  it('waits as they see it, and reaches the other one when the block is taken back', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    await ann.ask('blocked', { type: 'block', person: bo.person.id })
    await forget(ann, bo)
    const asked = await ask(bo, ann)
    expect(await ask(bo, ann)).toEqual(asked)
    const { invitations } = await contactsOf(bo.person.id, chat.context.ports)
    expect(invitations.sent.map(({ link }) => link)).toEqual([asked.link])
    expect((await contactsOf(ann.person.id, chat.context.ports)).invitations.received).toEqual([])
    const annAgain = await chat.client('direct', ann.person)
    await quiet()
    expect([...ann.received, ...annAgain.received]).toEqual([])
    for (const type of ['connect', 'decline'] as const)
      expect(await ann.refusal({ type, link: asked.link })).toBe('unknown-invitation')
    expect(await ann.refusal({ type: 'link', id: 'x', to: bo.person.id })).toBe('blocked')

    await unblock(ann, bo)
    expect(await ann.next('linked')).toMatchObject({ link: asked.link, from: bo.person })
    expect(await ann.ask('connected', { type: 'connect', link: asked.link })).toMatchObject({
      peer: bo.person,
    })
  })

  it('goes on waiting when the block comes later, and only the other one loses sight of it', async ({
    chat,
  }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    const { link } = await ask(bo, ann)
    await quiet()
    await ann.ask('blocked', { type: 'block', person: bo.person.id })
    expect(await ann.next('unlinked')).toEqual({ type: 'unlinked', link, peer: bo.person })
    await quiet()
    expect(bo.received).toEqual([])
    await forget(ann)
    await unblock(ann, bo)
    expect(await ann.next('linked')).toMatchObject({ link })
  })

  it('can be withdrawn without a word to the other one', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    await ann.ask('blocked', { type: 'block', person: bo.person.id })
    const { link } = await ask(bo, ann)
    await bo.ask('unlinked', { type: 'unlink', link })
    await unblock(ann, bo)
    await quiet()
    expect(types(ann)).toEqual([])
  })
})
