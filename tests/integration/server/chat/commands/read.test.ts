import { describe, expect } from 'vitest'
import { it, quiet } from '../../../../support/chat'
import { fullGroup, group, pair, people, storedElsewhere } from '../scenes'

describe('reading', () => {
  it('moves the position forward, never back, and never beyond the newest message', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann')
    const [ann] = both
    for (const body of ['a', 'b', 'c']) await ann.say(room, body)
    const read = async (seq: number) => (await ann.ask('read', { type: 'read', room, seq })).seq
    expect([await read(2), await read(1), await read(0), await read(99)]).toEqual([2, 2, 2, 3])
  })

  it('is told to one’s other devices, and not to others in a group', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    const desk = await chat.client('group', ann.person)
    await bo.say(room, 'a')
    await quiet()
    await ann.ask('read', { type: 'read', room, seq: 1 })
    expect(await desk.next('read')).toEqual({ type: 'read', room, person: ann.person.id, seq: 1 })
    expect([ann.all('read'), bo.all('read')]).toEqual([[], []])
  })

  it('is told to the other one of a talk', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    await ann.say(room, 'a')
    await quiet()
    await bo.ask('read', { type: 'read', room, seq: 1 })
    expect(await ann.next('read')).toEqual({ type: 'read', room, person: bo.person.id, seq: 1 })
  })

  it('is possible to a member who has not entered', async ({ chat }) => {
    const { room, people: both } = await group(chat, 'ann', 'bo')
    const [ann, bo] = both
    await ann.enter(room)
    await ann.say(room, 'a')
    expect(await bo.ask('read', { type: 'read', room, seq: 5 })).toMatchObject({ seq: 1 })
  })

  it('reaches a message that another node has stored, and this one has not heard of', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann')
    const [ann] = both
    await storedElsewhere(chat, room)
    expect(await ann.ask('read', { type: 'read', room, seq: 1 })).toMatchObject({ seq: 1 })
  })

  it('is refused to a person who is no member', async ({ chat }) => {
    const { room } = await group(chat, 'ann')
    const [cy] = await people(chat, 'group', 'cy')
    expect(await cy.refusal({ type: 'read', room, seq: 1 })).toBe('unknown-room')
  })
})
