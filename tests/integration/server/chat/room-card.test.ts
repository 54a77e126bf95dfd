import { describe, expect } from 'vitest'
import { lobby } from '#protocol'
import { listRooms, roomCard } from '../../../../server/chat/room-card'
import { it } from '../../../support/chat'
import { group, pair, people } from './scenes'

describe('a room in somebody’s list', () => {
  it('shows the newest message, and how much is unread', async ({ chat }) => {
    const { room, code, people: both } = await group(chat, 'ann', 'bo')
    const [ann, bo] = both
    await ann.enter(room)
    for (const body of ['a', 'b', 'c']) await ann.say(room, body)
    await bo.ask('read', { type: 'read', room, seq: 1 })
    expect(await roomCard(room, bo.person.id, chat.context.ports)).toEqual({
      id: room,
      kind: 'group',
      name: 'Tea house',
      role: 'member',
      members: 2,
      top: 3,
      read: 1,
      unread: 2,
      code,
      last: { seq: 3, id: 'c', from: ann.person, kind: 'text', body: 'c', time: chat.clock.now() },
    })
    expect(await roomCard(room, ann.person.id, chat.context.ports)).toMatchObject({
      role: 'owner',
      unread: 0,
    })
  })

  it('that is a talk has the other one’s name', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    await chat.context.ports.people.change(bo.person.id, { name: 'Bob' })
    const card = await roomCard(room, ann.person.id, chat.context.ports)
    expect(card).toMatchObject({ kind: 'direct', name: 'Bob', peer: { id: bo.person.id }, members: 2 })
    expect(card).not.toHaveProperty('code')
  })

  it('is there for members only', async ({ chat }) => {
    const { room } = await group(chat, 'ann')
    const cy = await chat.person('cy')
    expect(await roomCard(room, cy.id, chat.context.ports)).toBeUndefined()
    expect(await roomCard('nowhere', cy.id, chat.context.ports)).toBeUndefined()
  })
})

describe('somebody’s list', () => {
  it('has the room with the newest message first', async ({ chat }) => {
    const [ann] = await people(chat, 'group', 'ann')
    const rooms: string[] = []
    for (const name of ['one', 'two']) {
      chat.clock.pass(1_000)
      const { room } = await ann.ask('room', { type: 'create', id: name, name })
      await ann.enter(room.id)
      rooms.push(room.id)
    }
    await ann.enter(lobby)
    for (const room of [lobby, ...rooms]) {
      chat.clock.pass(1_000)
      await ann.say(room, 'hello')
    }
    await ann.say(rooms[0] ?? '', 'newest')
    const names = (await listRooms(ann.person.id, chat.context.ports)).map(({ name }) => name)
    expect(names.slice(0, 2).sort()).toEqual(['one', 'two'])
    expect(names).toHaveLength(3)
    expect(names[2]).toBe('Lobby')
  })

  it('is empty for somebody new', async ({ chat }) => {
    const ann = await chat.person('ann')
    expect(await listRooms(ann.id, chat.context.ports)).toEqual([])
  })
})
