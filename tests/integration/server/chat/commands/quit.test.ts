import { describe, expect } from 'vitest'
import { lobby } from '#protocol'
import { it, quiet } from '../../../../support/chat'
import { barrier } from '../../../../support/hooked-store'
import { forget, fullGroup, group, pair, people } from '../scenes'

describe('quitting', () => {
  it('ends the membership, takes every device out of the room, and tells those who are there', async ({
    chat,
  }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    const desk = await chat.client('group', bo.person)
    await desk.enter(room)
    const gone = { type: 'gone', room, reason: 'quit' }
    expect(await bo.ask('gone', { type: 'quit', room })).toEqual(gone)
    expect(await desk.next('gone')).toEqual(gone)
    expect(await ann.next('member')).toEqual({ type: 'member', room, person: bo.person, role: 'none' })
    await forget(bo, desk)

    await ann.say(room, 'without him')
    await quiet()
    expect([bo.received, desk.received]).toEqual([[], []])
    expect(await bo.refusal({ type: 'history', room })).toBe('unknown-room')
    expect(await desk.refusal({ type: 'say', id: 'm', room, kind: 'text', body: 'x' })).toBe('not-entered')
  })

  it('as the owner makes the longest member the owner', async ({ chat }) => {
    const { room, people: all } = await fullGroup(chat, 'ann', 'bo', 'cy')
    const [ann, bo, cy] = all
    await ann.ask('gone', { type: 'quit', room })
    await quiet()
    expect(cy.all('member').map(({ person, role }) => [person.name, role])).toEqual([
      ['bo', 'owner'],
      ['ann', 'none'],
    ])
    expect(await bo.ask('room', { type: 'rename', room, name: 'Bo’s' })).toMatchObject({
      room: { role: 'owner' },
    })
  })

  it('at the same moment as the next owner leaves the room to the one after', async ({ chat }) => {
    const { room, people: all } = await group(chat, 'ann', 'bo', 'cy')
    const [ann, bo, cy] = all
    const chosen = barrier()
    chat.hooks.set('rooms.members', chosen.after)
    const quitting = ann.ask('gone', { type: 'quit', room })
    await chosen.reached
    await bo.ask('gone', { type: 'quit', room })
    chosen.open()
    await quitting
    const card = await cy.ask('room', { type: 'rename', room, name: 'Cy’s' })
    expect(card.room).toMatchObject({ role: 'owner', members: 1 })
  })

  it('as the last one takes the room and all it held along', async ({ chat }) => {
    const { room, code, people: both } = await fullGroup(chat, 'ann')
    const [ann] = both
    await ann.say(room, 'secret')
    await ann.ask('gone', { type: 'quit', room })
    await quiet()
    const { store } = chat.context.ports
    expect([await store.rooms.get(room), await store.messages.top(room)]).toEqual([undefined, 0])
    expect(await ann.refusal({ type: 'join', code })).toBe('unknown-code')
    expect(chat.context.hubs.get(room)).toBeUndefined()
  })

  it('is refused where one is no member, in the lobby, and for a talk', async ({ chat }) => {
    const { room } = await group(chat, 'ann')
    const [cy] = await people(chat, 'group', 'cy')
    await cy.enter(lobby)
    expect(await cy.refusal({ type: 'quit', room })).toBe('unknown-room')
    expect(await cy.refusal({ type: 'quit', room: lobby })).toBe('lobby-is-open')
    const talk = await pair(chat)
    const onGroup = await chat.client('group', talk.ann.person)
    expect(await onGroup.refusal({ type: 'quit', room: talk.room })).toBe('wrong-port')
  })
})
