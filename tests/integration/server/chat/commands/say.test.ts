import { describe, expect } from 'vitest'
import { type FrameOf, limits } from '#protocol'
import { StoreUnavailable } from '../../../../../server/store/store'
import { it, quiet } from '../../../../support/chat'
import { fullGroup, group, pair, storedElsewhere } from '../scenes'

describe('saying something', () => {
  it('is accepted with its place and time, and heard with what it carries', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = people
    await bo.say(room, 'first')
    const said = { id: 'm', room, kind: 'text' as const, body: 'hello', reply: 1, mentions: [bo.person.id] }
    const accepted = await ann.ask('accepted', { type: 'say', ...said })
    expect(accepted).toEqual({ type: 'accepted', room, seq: 2, time: chat.clock.now() })
    expect(await bo.next('said')).toEqual({
      ...said,
      type: 'said',
      seq: 2,
      time: chat.clock.now(),
      from: ann.person,
    })
  })

  it('twice is saying it once: the same answer, and nobody hears it again', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = people
    const first = await ann.say(room, 'hello', 'm')
    chat.clock.pass(60_000)
    expect(await ann.say(room, 'hello', 'm')).toEqual(first)
    await quiet()
    expect(bo.heard).toEqual(['hello'])
  })

  it('twice at the same time, from two devices, is saying it once', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = people
    const desk = await chat.client('group', ann.person)
    await desk.enter(room)
    const [one, other] = await Promise.all([ann.say(room, 'hello', 'm'), desk.say(room, 'hello', 'm')])
    await quiet()
    expect([other, bo.heard]).toEqual([one, ['hello']])
  })

  it('with the id of somebody else is another message', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = people
    expect([(await ann.say(room, 'a', 'm')).seq, (await bo.say(room, 'b', 'm')).seq]).toEqual([1, 2])
  })

  it('may answer a message that another node has stored, and this one has not heard of', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann')
    const [ann] = people
    await storedElsewhere(chat, room)
    const frame = { type: 'say', id: 'm', room, kind: 'text', body: 'hello', reply: 1 } as const
    expect(await ann.ask('accepted', frame)).toMatchObject({ seq: 2 })
  })

  it('keeps the order of one person, however many messages are on their way', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = people
    const bodies = Array.from({ length: 200 }, (_, at) => `m${at}`)
    await Promise.all(bodies.map((body) => ann.say(room, body)))
    await quiet()
    expect(bo.heard).toEqual(bodies)
  })
})

describe('saying something is refused', () => {
  it('outside of the room, to members too', async ({ chat }) => {
    const { room, people } = await group(chat, 'ann')
    const frame = { type: 'say', id: 'm', room, kind: 'text', body: 'hello' } as const
    expect(await people[0].refusal(frame)).toBe('not-entered')
    expect(await people[0].refusal({ ...frame, room: 'nowhere' })).toBe('not-entered')
  })

  it('with an id that stands for something else', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = people
    await ann.say(room, 'hello', 'm')
    expect(await ann.refusal({ type: 'say', id: 'm', room, kind: 'text', body: 'other' })).toBe('id-reused')
    await quiet()
    expect(bo.heard).toEqual(['hello'])
  })

  it('as a reply to what nobody has said', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann')
    const frame = { type: 'say', id: 'm', room, kind: 'text', body: 'hello', reply: 1 } as const
    expect(await people[0].refusal(frame)).toBe('unknown-message')
  })

  it('as a reply to what nobody has said, among others, which are said in their order', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann')
    const [ann] = people
    const stray = { type: 'say', id: 'm', room, kind: 'text', body: 'b', reply: 9 } as const
    const answers = [ann.say(room, 'a'), ann.refusal(stray), ann.say(room, 'c')]
    expect(await Promise.all(answers)).toMatchObject([{ seq: 1 }, 'unknown-message', { seq: 2 }])
  })

  it('to who has blocked the other one, until they take it back', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    await ann.ask('blocked', { type: 'block', person: bo.person.id })
    await quiet()
    const frame = { type: 'say', id: 'm', room, kind: 'text', body: 'hello' } as const
    expect(await ann.refusal(frame)).toBe('blocked')
    await ann.ask('left', { type: 'leave', room })
    await ann.enter(room)
    expect(await ann.refusal(frame)).toBe('blocked')
    await ann.ask('blocked', { type: 'unblock', person: bo.person.id })
    await quiet()
    expect(await ann.say(room, 'hello', 'm')).toMatchObject({ seq: 1 })
  })
})

describe('mentioning everyone', () => {
  const toAll = (room: string, id: string): FrameOf<'say'> => {
    const said = { kind: 'text', body: 'listen' } as const
    return { type: 'say', id, room, ...said, mentions: ['all'] }
  }

  it('is done again after a minute', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = people
    await ann.ask('accepted', toAll(room, 'm1'))
    chat.clock.pass(limits.everyoneMs - 1)
    expect(await ann.refusal(toAll(room, 'm2'))).toBe('everyone-again')
    chat.clock.pass(1)
    expect(await ann.ask('accepted', toAll(room, 'm3'))).toMatchObject({ seq: 2 })
    await quiet()
    expect(bo.heard).toHaveLength(2)
  })

  it('that the store did not take is tried again within the minute', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann')
    const [ann] = people
    chat.hooks.set('messages.append', () => Promise.reject(new StoreUnavailable('down')))
    await expect(ann.refusal(toAll(room, 'm1'))).rejects.toThrow()
    chat.hooks.clear()
    expect(await ann.ask('accepted', toAll(room, 'm1'))).toMatchObject({ seq: 1 })
  })

  it('is answered as the first time, also when the group is another’s by now', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = people
    const first = await ann.ask('accepted', toAll(room, 'm1'))
    await ann.ask('member', { type: 'appoint', room, person: bo.person.id })
    expect(await ann.ask('accepted', toAll(room, 'm1'))).toEqual(first)
    expect(await ann.refusal(toAll(room, 'm2'))).toBe('not-the-owner')
  })
})
