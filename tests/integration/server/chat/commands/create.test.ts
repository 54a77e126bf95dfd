import { describe, expect } from 'vitest'
import { limits } from '#protocol'
import { it, quiet } from '../../../../support/chat'
import { forget, group, people } from '../scenes'

describe('creating a room', () => {
  it('makes one with a code, of which one is the owner', async ({ chat }) => {
    const [ann] = await people(chat, 'group', 'ann')
    const { room } = await ann.ask('room', { type: 'create', id: 'c', name: '  Tea house ' })
    expect(room).toEqual({
      id: expect.stringMatching(/^[a-z2-9]{10}$/),
      kind: 'group',
      name: 'Tea house',
      role: 'owner',
      members: 1,
      top: 0,
      read: 0,
      unread: 0,
      code: expect.stringMatching(/^[A-Z2-9]{8}$/),
    })
  })

  it('twice with the same id makes one room', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'group', 'ann', 'bo')
    const frame = { type: 'create', id: 'c', name: 'Tea' } as const
    const first = await ann.ask('room', frame)
    expect(await ann.ask('room', frame)).toEqual(first)
    expect((await bo.ask('room', frame)).room.id).not.toBe(first.room.id)
    expect(await chat.context.ports.store.rooms.of(ann.person.id)).toHaveLength(1)
  })

  it('is told to one’s other devices, and all of them hear of the room from then on', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'group', 'ann', 'bo')
    const desk = await chat.client('group', ann.person)
    const { room } = await ann.ask('room', { type: 'create', id: 'c', name: 'Tea' })
    expect(await desk.next('room')).toEqual({ type: 'room', room })
    expect(ann.all('room')).toEqual([])
    await bo.ask('room', { type: 'join', code: room.code ?? '' })
    await bo.enter(room.id)
    await bo.say(room.id, 'hello')
    for (const one of [ann, desk]) expect((await one.next('news')).last.body).toBe('hello')
  })

  it('again, for a room that one has left, gives nothing of it away', async ({ chat }) => {
    const { room, people: both } = await group(chat, 'ann', 'bo')
    const [ann, bo] = both
    await ann.ask('gone', { type: 'quit', room })
    await forget(ann)
    expect(await ann.refusal({ type: 'create', id: 'tea', name: 'Tea house' })).toBe('unknown-room')
    await bo.enter(room)
    await bo.say(room, 'between us')
    await quiet()
    expect(ann.received).toEqual([])
  })

  it('takes another code when another room has the first one', async ({ chat }) => {
    const [ann] = await people(chat, 'group', 'ann')
    let taken = 0
    chat.hooks.set('rooms.create', (call) => {
      taken += 1
      return taken < 3 ? Promise.resolve({ codeTaken: true }) : call()
    })
    expect(await ann.ask('room', { type: 'create', id: 'c', name: 'Tea' })).toBeDefined()
    expect(taken).toBe(3)
  })

  it('is refused to a person who has two hundred', async ({ chat }) => {
    const [ann] = await people(chat, 'group', 'ann')
    const create = (n: number) => ({ type: 'create', id: `c${n}`, name: 'Tea' }) as const
    for (let n = 1; n <= limits.roomsPerPerson; n += 1) await ann.ask('room', create(n))
    await quiet()
    expect(await ann.refusal(create(0))).toBe('too-many-rooms')
    expect(await chat.context.ports.store.rooms.of(ann.person.id)).toHaveLength(limits.roomsPerPerson)
    // The last one again, because its answer was lost.
    expect(await ann.ask('room', create(limits.roomsPerPerson))).toMatchObject({ room: { role: 'owner' } })
  })
})
