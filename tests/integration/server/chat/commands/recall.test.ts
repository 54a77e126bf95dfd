import { describe, expect } from 'vitest'
import { limits, lobby } from '#protocol'
import { it, quiet } from '../../../../support/chat'
import { outOfReach } from '../../../../support/hooked-store'
import { fullGroup, group, pair, people } from '../scenes'

describe('recalling', () => {
  it('takes one’s own message away, and says so in order', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    await bo.say(room, 'oops')
    const recalled = { type: 'recall', room, seq: 1 } as const
    expect(await bo.ask('accepted', recalled)).toMatchObject({ room, seq: 2 })
    const said = await ann.next('said', ({ kind }) => kind === 'recall')
    expect(said).toMatchObject({ seq: 2, from: bo.person, body: { seq: 1 } })
    const { messages } = await ann.ask('page', { type: 'history', room })
    expect(messages[0]).toMatchObject({ seq: 1, from: bo.person, kind: 'recalled', body: '' })
    expect((await ann.enter(room)).messages).toEqual(messages)
  })

  it('takes its reply and mentions away too', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann')
    const [ann] = both
    await ann.say(room, 'one')
    const mentions = [ann.person.id]
    await ann.ask('accepted', { type: 'say', id: 'm', room, kind: 'text', body: 'two', reply: 1, mentions })
    await ann.ask('accepted', { type: 'recall', room, seq: 2 })
    const { messages } = await ann.ask('page', { type: 'history', room, after: 1, limit: 1 })
    expect([messages[0]?.reply, messages[0]?.mentions]).toEqual([undefined, undefined])
  })

  it('shows the same of it to those who enter the live room as in what was said before', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann')
    const [ann] = both
    await ann.say(room, 'one')
    const mentions = [ann.person.id]
    await ann.ask('accepted', { type: 'say', id: 'm', room, kind: 'text', body: 'two', reply: 1, mentions })
    await ann.ask('accepted', { type: 'recall', room, seq: 2 })
    const desk = await chat.client('group', ann.person)
    const { messages } = await ann.ask('page', { type: 'history', room })
    expect((await desk.enter(room)).messages).toEqual(messages)
  })

  it('twice gets the same answer, and is said once', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    await bo.say(room, 'oops')
    const first = await bo.ask('accepted', { type: 'recall', room, seq: 1 })
    chat.clock.pass(10 * limits.recallMs)
    expect(await bo.ask('accepted', { type: 'recall', room, seq: 1 })).toEqual(first)
    await quiet()
    expect(ann.heard).toEqual(['oops', { seq: 1 }])
  })

  it('is possible for exactly two minutes, and to the owner of a group for ever', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    for (const body of ['a', 'b', 'c']) await bo.say(room, body)
    chat.clock.pass(limits.recallMs)
    await bo.ask('accepted', { type: 'recall', room, seq: 1 })
    chat.clock.pass(1)
    expect(await bo.refusal({ type: 'recall', room, seq: 2 })).toBe('too-late')
    await ann.ask('accepted', { type: 'recall', room, seq: 2 })
  })

  it('is possible no longer because a clock is set back, and times do not fall', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [, bo] = both
    const before = await bo.say(room, 'a')
    chat.clock.set(-3_600_000)
    const after = await bo.say(room, 'b')
    expect(after.time).toBe(before.time)
    chat.clock.pass(limits.recallMs)
    await bo.ask('accepted', { type: 'recall', room, seq: 1 })
    chat.clock.pass(1)
    expect(await bo.refusal({ type: 'recall', room, seq: 2 })).toBe('too-late')
    expect((await bo.say(room, 'c')).time).toBe(after.time + limits.recallMs + 1)
  })

  it('is finished by the next try when the store fails between its two steps', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    await bo.say(room, 'oops')
    chat.hooks.set('messages.append', outOfReach)
    await expect(bo.perform({ type: 'recall', room, seq: 1 })).rejects.toThrow()
    chat.hooks.clear()
    await bo.ask('accepted', { type: 'recall', room, seq: 1 })
    await quiet()
    expect(ann.heard).toEqual(['oops', { seq: 1 }])
  })
})

describe('removing what another said', () => {
  it('is told by whom in the recall, in what is left, and to who enters, also from the store', async ({
    chat,
  }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    await bo.say(room, 'oops')
    await ann.ask('accepted', { type: 'recall', room, seq: 1 })
    const by = ann.person.id
    const said = await bo.next('said', ({ kind }) => kind === 'recall')
    expect(said).toMatchObject({ from: bo.person, by, body: { seq: 1 } })
    const { messages } = await bo.ask('page', { type: 'history', room })
    expect(messages).toMatchObject([
      { seq: 1, kind: 'recalled', from: bo.person, by },
      { seq: 2, kind: 'recall', from: bo.person, by },
    ])
    const desk = await chat.client('group', bo.person)
    expect((await desk.enter(room)).messages).toEqual(messages)
  })

  it('twice gets the owner the same answer, and its author the refusal that it was recalled', async ({
    chat,
  }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    await bo.say(room, 'oops')
    const first = await ann.ask('accepted', { type: 'recall', room, seq: 1 })
    expect(await ann.ask('accepted', { type: 'recall', room, seq: 1 })).toEqual(first)
    expect(await bo.refusal({ type: 'recall', room, seq: 1 })).toBe('already-recalled')
    await quiet()
    expect(bo.heard).toEqual([{ seq: 1 }])
  })

  it('at the moment in which the author does is done by one of them', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    await bo.say(room, 'oops')
    const answers = await Promise.all(both.map((one) => one.perform({ type: 'recall', room, seq: 1 })))
    expect(answers.filter((answer) => answer && 'type' in answer && answer.type === 'accepted')).toHaveLength(
      1,
    )
    const { messages } = await ann.ask('page', { type: 'history', room })
    expect(messages).toHaveLength(2)
    expect(messages[0]?.by).toBe(messages[1]?.by)
    expect([ann.person.id, bo.person.id]).toContain(messages[0]?.by)
  })
})

describe('recalling is refused', () => {
  it('outside of the room', async ({ chat }) => {
    const { room, people: both } = await group(chat, 'ann')
    expect(await both[0].refusal({ type: 'recall', room, seq: 1 })).toBe('not-entered')
  })

  it('where there is no message, and for a recall itself', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann')
    const [ann] = both
    expect(await ann.refusal({ type: 'recall', room, seq: 1 })).toBe('unknown-message')
    await ann.say(room, 'oops')
    await ann.ask('accepted', { type: 'recall', room, seq: 1 })
    expect(await ann.refusal({ type: 'recall', room, seq: 2 })).toBe('unknown-message')
  })

  it('for somebody else’s message, in the lobby and in a talk to everyone', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'group', 'ann', 'bo')
    for (const one of [ann, bo]) await one.enter(lobby)
    await ann.say(lobby, 'mine')
    expect(await bo.refusal({ type: 'recall', room: lobby, seq: 1 })).toBe('not-yours')

    const talk = await pair(chat)
    await talk.ann.say(talk.room, 'mine')
    expect(await talk.bo.refusal({ type: 'recall', room: talk.room, seq: 1 })).toBe('not-yours')
  })

  it('to the owner for what its author has recalled before', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    await bo.say(room, 'oops')
    await bo.ask('accepted', { type: 'recall', room, seq: 1 })
    expect(await ann.refusal({ type: 'recall', room, seq: 1 })).toBe('already-recalled')
  })
})
