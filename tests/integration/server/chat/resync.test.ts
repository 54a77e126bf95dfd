import { describe, expect } from 'vitest'
import { resync } from '../../../../server/chat/resync'
import { putStrangersOut } from '../../../../server/chat/room-sync'
import { it, quiet } from '../../../support/chat'
import { forget, fullGroup, group, pair } from './scenes'

/** What another node does, whose news are lost. */
describe('a node that has missed news', () => {
  it('brings the messages', async ({ chat }) => {
    const ann = await chat.client('group', 'ann')
    await ann.enter('lobby')
    const draft = { id: 'x', from: ann.person.id, kind: 'text', body: 'lost', time: 1 } as const
    await chat.context.ports.store.messages.append('lobby', [draft])
    await resync(chat.context)
    await ann.next('said', ({ body }) => body === 'lost')
  })

  it('puts out who is no member any more, tells them, and says so to who is there', async ({ chat }) => {
    const [ann, bo] = [await chat.client('group', 'ann'), await chat.client('group', 'bo')]
    const { room } = await ann.ask('room', { type: 'create', id: 'c', name: 'Tea house' })
    await bo.ask('room', { type: 'join', code: room.code ?? '' })
    for (const client of [ann, bo]) await client.enter(room.id)
    const { rooms } = chat.context.ports.store
    await rooms.bar(room.id, bo.person.id)
    await rooms.quit(room.id, bo.person.id)
    await resync(chat.context)
    expect(bo.all('gone')).toEqual([{ type: 'gone', room: room.id, reason: 'removed' }])
    expect([bo.entered.has(room.id), bo.watched.has(room.id)]).toEqual([false, false])
    await ann.say(room.id, 'without you')
    await quiet()
    expect(bo.heard).not.toContain('without you')
    expect(ann.entered.has(room.id)).toBe(true)
  })

  it('says that a room is dissolved', async ({ chat }) => {
    const { room, people } = await group(chat, 'ann', 'bo')
    await chat.context.ports.store.rooms.remove(room)
    await resync(chat.context)
    for (const one of people) expect(one.all('gone')).toEqual([{ type: 'gone', room, reason: 'dissolved' }])
  })

  it('shows who was blocked that the other one is gone, and comes when that is taken back', async ({
    chat,
  }) => {
    const { ann, bo, room } = await pair(chat)
    const { links } = chat.context.ports.store
    await forget(ann, bo)
    await links.block(bo.person.id, ann.person.id, 0)
    await resync(chat.context)
    await links.unblock(bo.person.id, ann.person.id)
    await resync(chat.context)
    expect(ann.all('presence')).toEqual([
      { type: 'presence', room, online: 1, joined: [], left: [bo.person] },
      { type: 'presence', room, online: 2, joined: [bo.person], left: [] },
    ])
  })

  it('watches the rooms that somebody has joined elsewhere', async ({ chat }) => {
    const [ann, bo] = [await chat.client('group', 'ann'), await chat.client('group', 'bo')]
    const { room } = await ann.ask('room', { type: 'create', id: 'c', name: 'Tea house' })
    await chat.context.ports.store.rooms.join(room.id, bo.person.id, 1, 10)
    await resync(chat.context)
    await ann.enter(room.id)
    await ann.say(room.id, 'welcome')
    await bo.next('news', ({ last }) => last.body === 'welcome')
  })

  it('brings invitations, and none twice', async ({ chat }) => {
    const [ann, bo] = [await chat.client('direct', 'ann'), await chat.client('direct', 'bo')]
    const link = { from: ann.person.id, to: bo.person.id, note: '', time: 1, state: 'waiting' } as const
    await chat.context.ports.store.links.ask({ id: 'l1', ...link })
    for (let times = 0; times < 2; times += 1) await resync(chat.context)
    expect(bo.all('linked').map((frame) => frame.link)).toEqual(['l1'])
  })

  it('shows people under the names that they have by now', async ({ chat }) => {
    const ann = await chat.client('group', 'ann')
    const { ports } = chat.context
    await ports.people.get(ann.person.id)
    await ports.store.accounts.update(ann.person.id, { name: 'Anna' })
    expect((await ports.people.get(ann.person.id))?.name).toBe('ann')
    await resync(chat.context)
    expect((await ports.people.get(ann.person.id))?.name).toBe('Anna')
    expect(ann.person.name).toBe('Anna')
  })

  it('rejects while the store cannot be read, so that it is tried again', async ({ chat }) => {
    const ann = await chat.client('group', 'ann')
    await ann.enter('lobby')
    chat.hooks.set('rooms.of', () => Promise.reject(new Error('gone')))
    await expect(resync(chat.context)).rejects.toThrow('gone')
  })
})

/** What another node does while news are missing, and may be missing for long. */
describe('a node that may be missing news', () => {
  it('puts out who is no member any more, at every socket, in the room or only watching it', async ({
    chat,
  }) => {
    const { room, people } = await group(chat, 'ann', 'bo')
    const [ann, bo] = people
    const phone = await chat.client('group', bo.person)
    for (const client of [ann, bo]) await client.enter(room)
    await forget(ann, bo, phone)
    await chat.context.ports.store.rooms.quit(room, bo.person.id)
    await putStrangersOut(chat.context)
    await ann.say(room, 'without you')
    await quiet()
    for (const client of [bo, phone])
      expect(client.received).toEqual([{ type: 'gone', room, reason: 'quit' }])
    expect(await bo.refusal({ type: 'say', id: 'x', room, kind: 'text', body: 'still here' })).toBe(
      'not-entered',
    )
    expect(await bo.refusal({ type: 'history', room })).toBe('unknown-room')
    expect(ann.entered.has(room)).toBe(true)
  })

  it('asks once for a thousand people, and leaves members and the lobby alone', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo', 'cy')
    for (const client of people) await client.enter('lobby')
    await chat.context.ports.store.rooms.quit('lobby', people[0].person.id)
    let asked = 0
    chat.hooks.set('rooms.areMembers', (call) => {
      asked += 1
      return call()
    })
    await putStrangersOut(chat.context)
    expect(asked).toBe(1)
    for (const { entered } of people) expect([...entered]).toEqual([room, 'lobby'])
  })
})
