import { describe, expect } from 'vitest'
import { limits, lobby } from '#protocol'
import { it, quiet } from '../../../../support/chat'
import { barrier } from '../../../../support/hooked-store'
import { forget, fullGroup, group, pair, people } from '../scenes'

describe('entering', () => {
  it('gives the newest messages, who is there, and how far one has read', async ({ chat }) => {
    const { room, people: both } = await group(chat, 'ann', 'bo')
    const [ann, bo] = both
    await ann.enter(room)
    for (const body of ['a', 'b', 'c']) await ann.say(room, body)
    await ann.ask('read', { type: 'read', room, seq: 2 })
    expect(await ann.enter(room)).toMatchObject({ top: 3, online: 1, read: 2, complete: true })
    const entered = await bo.enter(room)
    expect(entered).toMatchObject({ type: 'entered', room, top: 3, online: 2, read: 0, complete: true })
    expect(entered.messages.map(({ body, from }) => [body, from.name])).toEqual([
      ['a', 'ann'],
      ['b', 'ann'],
      ['c', 'ann'],
    ])
    expect(entered).not.toHaveProperty('peerRead')
  })

  it('gives what was missed since', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    for (const body of ['a', 'b', 'c']) await ann.say(room, body)
    const { messages, complete } = await bo.enter(room, 1)
    expect([messages.map(({ seq }) => seq), complete]).toEqual([[2, 3], true])
    expect(await bo.enter(room, 3)).toMatchObject({ messages: [], complete: true })
    expect(await bo.enter(room, 9)).toMatchObject({ complete: false })
  })

  it('makes everyone a member of the lobby, once, who hears of it from then on', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'group', 'ann', 'bo')
    const desk = await chat.client('group', ann.person)
    await ann.enter(lobby)
    await ann.enter(lobby)
    expect(await chat.context.ports.store.rooms.countMembers(lobby)).toBe(1)
    await bo.enter(lobby)
    await ann.ask('left', { type: 'leave', room: lobby })
    await bo.say(lobby, 'hello')
    for (const one of [ann, desk]) expect((await one.next('news')).last.body).toBe('hello')
  })

  it('twice counts once: everything comes once, and one leave ends it', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    await bo.enter(room)
    await ann.say(room, 'once')
    await quiet()
    expect(bo.heard).toEqual(['once'])
    await bo.ask('left', { type: 'leave', room })
    expect(await bo.refusal({ type: 'leave', room })).toBe('not-entered')
    await ann.say(room, 'unheard')
    await quiet()
    expect(bo.heard).toEqual(['once'])
  })

  it('again holds the room, even for somebody who was out of it on the way', async ({ chat }) => {
    const { room, people: both } = await group(chat, 'ann', 'bo')
    const [ann, bo] = both
    await bo.enter(room)
    const gate = barrier()
    chat.hooks.set('rooms.membership', gate.before)
    const entering = bo.enter(room)
    await gate.reached
    await bo.ask('left', { type: 'leave', room })
    gate.open()
    await entering
    await bo.vanish()
    // Ann has watched all the time: what bo let go was his alone.
    const desk = await chat.client('group', bo.person)
    await desk.enter(room)
    await desk.say(room, 'still there?')
    await quiet()
    expect(ann.all('news').map(({ last }) => last.body)).toEqual(['still there?'])
  })

  it('again holds the room once: nothing is kept when all have gone', async ({ chat }) => {
    const { room, people: both } = await group(chat, 'ann')
    const [ann] = both
    for (let times = 0; times < 3; times += 1) await ann.enter(room)
    await ann.vanish()
    expect(chat.context.hubs.get(room)).toBeUndefined()
  })

  it('a talk tells how far the other one has read', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    await ann.say(room, 'a')
    await bo.ask('read', { type: 'read', room, seq: 1 })
    expect(await ann.enter(room)).toMatchObject({ read: 0, peerRead: 1, online: 2 })
  })
})

describe('coming and going', () => {
  it('is shown to those who are there, a person counting once', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    await ann.next('presence')
    const desk = await chat.client('group', bo.person)
    const entered = await desk.enter(room)
    await quiet()
    expect([
      entered.online,
      ann.all('presence').flatMap(({ joined }) => joined.map(({ name }) => name)),
    ]).toEqual([2, ['bo']])
  })

  it('is shown when somebody with two devices went with the last one', async ({ chat }) => {
    const { room, people: both } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = both
    const desk = await chat.client('group', bo.person)
    await desk.enter(room)
    await ann.next('presence', ({ joined }) => joined.length > 0)
    await forget(ann)
    await bo.vanish()
    await desk.vanish()
    expect(await ann.next('presence')).toMatchObject({ online: 1, joined: [], left: [bo.person] })
  })
})

describe('entering is refused', () => {
  it('where there is no room, and where one is no member, with the same word', async ({ chat }) => {
    const { room } = await group(chat, 'ann')
    const [cy] = await people(chat, 'group', 'cy')
    expect(await cy.refusal({ type: 'enter', room: 'nowhere' })).toBe('unknown-room')
    expect(await cy.refusal({ type: 'enter', room })).toBe('unknown-room')
    expect(chat.context.hubs.get(room)?.clients.size).toBe(0)
    expect(chat.context.hubs.get('nowhere')).toBeUndefined()
  })

  it('on the wrong port, and leaves nothing behind', async ({ chat }) => {
    const { ann, room } = await pair(chat)
    const onGroup = await chat.client('group', ann.person)
    expect(await onGroup.refusal({ type: 'enter', room })).toBe('wrong-port')
    expect(await ann.refusal({ type: 'enter', room: lobby })).toBe('wrong-port')
    expect(await chat.context.ports.store.rooms.membership(lobby, ann.person.id)).toBeUndefined()
    expect([onGroup.entered.size, onGroup.watched.has(room), ann.watched.has(lobby)]).toEqual([
      0,
      false,
      false,
    ])
  })

  it('beyond a hundred rooms of one socket, but not for one that it is in', async ({ chat }) => {
    const [ann] = await people(chat, 'group', 'ann')
    const rooms: string[] = []
    for (let n = 0; n < limits.enteredRooms; n += 1) {
      const { room } = await ann.ask('room', { type: 'create', id: `c${n}`, name: `Room ${n}` })
      await ann.enter(room.id)
      rooms.push(room.id)
    }
    expect(await ann.refusal({ type: 'enter', room: lobby })).toBe('too-many-entered')
    expect(await ann.enter(rooms[0] ?? '')).toMatchObject({ room: rooms[0] })
    await ann.ask('left', { type: 'leave', room: rooms[1] ?? '' })
    expect(await ann.enter(lobby)).toMatchObject({ room: lobby })
  })

  it('to a connection that has closed on the way, which then counts nowhere', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'group', 'ann', 'bo')
    await ann.enter(lobby)
    bo.closed = true
    expect(await bo.refusal({ type: 'enter', room: lobby })).toBe('unknown-room')
    expect(await chat.context.ports.state.presence.count(lobby)).toBe(1)
    expect([...(chat.context.hubs.get(lobby)?.clients.values() ?? [])]).toEqual([ann])
  })
})
