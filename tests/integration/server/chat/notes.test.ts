import { describe, expect } from 'vitest'
import { contactsOf } from '../../../../server/chat/contacts'
import { roomCard } from '../../../../server/chat/room-card'
import { it, type TestChat } from '../../../support/chat'
import { outOfReach } from '../../../support/hooked-store'
import type { TestClient } from '../../../support/test-client'
import { forget, people } from './scenes'

const wordsOf = async (one: TestClient, room: string) =>
  (await one.enter(room)).messages.map(({ from, kind, body }) => [from.name, kind, body])

const unreadOf = async (chat: TestChat, one: TestClient, room: string) =>
  (await roomCard(room, one.person.id, chat.context.ports))?.unread

/** Ann has asked Bo, and Bo has two devices. */
async function invitation(chat: TestChat, note = 'A word?') {
  const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
  const desk = await chat.client('direct', bo.person)
  const { link } = await ann.ask('asked', { type: 'link', id: 'l', to: bo.person.id, note })
  await forget(ann, bo, desk)
  return { ann, bo, desk, link }
}

describe('the note of an invitation that is taken', () => {
  it('is the first line of the talk, said by who wrote it, at the time of the server', async ({ chat }) => {
    const { ann, bo, link } = await invitation(chat)
    chat.clock.pass(60_000)
    const { room } = await bo.ask('connected', { type: 'connect', link })
    for (const one of [ann, bo])
      expect((await one.enter(room)).messages).toEqual([
        {
          ...{ seq: 1, id: `note/${link}`, from: ann.person, kind: 'text', body: 'A word?' },
          time: chat.clock.now(),
        },
      ])
  })

  it('is read by who took it', async ({ chat }) => {
    const { ann, bo, link } = await invitation(chat)
    const { room } = await bo.ask('connected', { type: 'connect', link })
    expect(await bo.enter(room)).toMatchObject({ top: 1, read: 1 })
    expect(await unreadOf(chat, bo, room)).toBe(0)
    expect(await ann.enter(room)).toMatchObject({ peerRead: 1 })
  })

  it('says nothing when it is empty, or holds nothing that shows', async ({ chat }) => {
    for (const note of ['', ' ', '⠀']) {
      const { bo, link } = await invitation(chat, note)
      const { room } = await bo.ask('connected', { type: 'connect', link })
      expect(await bo.enter(room)).toMatchObject({ top: 0, messages: [] })
    }
  })

  it('is said once by two devices at the same time, and by a repeat', async ({ chat }) => {
    const { ann, bo, desk, link } = await invitation(chat)
    await Promise.all([bo, desk].map((one) => one.perform({ type: 'connect', link })))
    const { room } = await bo.ask('connected', { type: 'connect', link })
    await ann.ask('connected', { type: 'link', id: 'again', to: bo.person.id, note: 'Another' })
    expect(await wordsOf(ann, room)).toEqual([['ann', 'text', 'A word?']])
  })

  it('stays taken back when the invitation is taken again', async ({ chat }) => {
    const { ann, bo, link } = await invitation(chat)
    const { room } = await bo.ask('connected', { type: 'connect', link })
    await ann.enter(room)
    await ann.ask('accepted', { type: 'recall', id: 'r', room, seq: 1 })
    await bo.ask('connected', { type: 'connect', link })
    expect((await wordsOf(bo, room)).map(([, kind]) => kind)).toEqual(['recalled', 'recall'])
  })
})

describe('two who have asked each other', () => {
  const both = [
    ['ann', 'text', 'A word?'],
    ['bo', 'text', 'I wanted to ask you!'],
  ]

  it('have both notes in their talk, each unread for the other', async ({ chat }) => {
    const { ann, bo } = await invitation(chat)
    const frame = { type: 'link', id: 'x', to: ann.person.id, note: 'I wanted to ask you!' } as const
    const { room } = await bo.ask('connected', frame)
    await bo.ask('connected', frame)
    expect(await wordsOf(ann, room)).toEqual(both)
    expect([await unreadOf(chat, ann, room), await unreadOf(chat, bo, room)]).toEqual([1, 1])
  })

  it('have both notes though they asked in the same moment', async ({ chat }) => {
    for (let round = 0; round < 5; round += 1) {
      const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
      const [first, second] = both.map(([, , note]) => String(note))
      await Promise.all([
        ann.perform({ type: 'link', id: 'x', to: bo.person.id, note: first ?? '' }),
        bo.perform({ type: 'link', id: 'y', to: ann.person.id, note: second ?? '' }),
      ])
      const { room } = await ann.ask('connected', { type: 'link', id: 'z', to: bo.person.id })
      expect((await wordsOf(ann, room)).sort()).toEqual(both)
    }
  })
})

describe('when the store fails while an invitation is taken', () => {
  const steps = ['links.pair', 'messages.append', 'rooms.create', 'rooms.read'] as const

  it.for(steps)('at %s, the repeat makes it whole, and the note is said once', async (step, { chat }) => {
    const { ann, bo, link } = await invitation(chat)
    chat.hooks.set(step, outOfReach)
    await expect(bo.perform({ type: 'connect', link })).rejects.toThrow('out of reach')
    chat.hooks.clear()
    const { room } = await bo.ask('connected', { type: 'connect', link })
    expect(await ann.next('connected')).toMatchObject({ room })
    expect(await wordsOf(ann, room)).toEqual([['ann', 'text', 'A word?']])
  })

  it.for(steps.slice(0, 3))(
    'at %s, nobody has a talk without its first line, and who asks anew finishes it',
    async (step, { chat }) => {
      const { ann, bo, link } = await invitation(chat)
      chat.hooks.set(step, outOfReach)
      await expect(bo.perform({ type: 'connect', link })).rejects.toThrow('out of reach')
      chat.hooks.clear()
      for (const { person } of [ann, bo])
        expect((await contactsOf(person.id, chat.context.ports)).contacts).toEqual([])
      const again = { type: 'link', id: 'again', to: ann.person.id, note: 'It failed' } as const
      const { room } = await bo.ask('connected', again)
      expect(await wordsOf(ann, room)).toEqual([
        ['ann', 'text', 'A word?'],
        ['bo', 'text', 'It failed'],
      ])
    },
  )

  it('and the other one is blocked by then, the note reaches them as little as any message', async ({
    chat,
  }) => {
    const { ann, bo, link } = await invitation(chat)
    chat.hooks.set('messages.append', outOfReach)
    await expect(bo.perform({ type: 'connect', link })).rejects.toThrow('out of reach')
    chat.hooks.clear()
    await bo.ask('blocked', { type: 'block', person: ann.person.id })
    const { room } = await ann.ask('connected', { type: 'link', id: 'again', to: bo.person.id })
    expect(await wordsOf(bo, room)).toEqual([['ann', 'withheld', '']])
    expect(await wordsOf(ann, room)).toEqual([['ann', 'text', 'A word?']])
  })
})
