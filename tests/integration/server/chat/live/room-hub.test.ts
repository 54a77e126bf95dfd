import { describe, expect } from 'vitest'
import { lobby } from '#protocol'
import { it, openTestChat, quiet, type TestChat } from '../../../../support/chat'
import { barrier, outOfReach } from '../../../../support/hooked-store'
import type { TestClient } from '../../../../support/test-client'
import { testWire } from '../../../../support/test-wire'
import { seqs } from '../../../../unit/server/chat/live/lines'

/** People on the group port who are in the lobby. */
async function inLobby(chat: TestChat, ...names: string[]): Promise<TestClient[]> {
  const clients = await Promise.all(names.map((name) => chat.client('group', name)))
  for (const client of clients) await client.enter(lobby)
  await quiet()
  for (const client of clients) client.forget()
  return clients
}

/** Says something in the lobby without being in it: what another server would publish. */
function sayElsewhere(chat: TestChat, ...bodies: string[]) {
  const from = { id: 'elsewhere', name: 'Elsewhere', avatar: '' }
  const draft = (body: string) => ({ id: body, from: from.id, kind: 'text', body, time: 1 }) as const
  return Promise.all(bodies.map((body) => chat.context.appender.add(lobby, draft(body), from, 'elsewhere')))
}

describe('a message', () => {
  it('reaches everyone in the room but the connection that said it', async ({ chat }) => {
    const [ann, bo] = await inLobby(chat, 'ann', 'bo')
    const desk = await chat.client('group', ann?.person ?? 'ann')
    await desk.enter(lobby)
    await ann?.say(lobby, 'hello')
    await quiet()
    expect([ann?.heard, desk.heard, bo?.heard]).toEqual([[], ['hello'], ['hello']])
  })

  it('shares its write with those of the same turn, and each speaker gets only the others’', async ({
    chat,
  }) => {
    const [ann, bo, cy] = await inLobby(chat, 'ann', 'bo', 'cy')
    await Promise.all([ann?.say(lobby, 'a'), bo?.say(lobby, 'b'), ann?.say(lobby, 'c')])
    await quiet()
    expect([ann?.heard, bo?.heard, cy?.heard]).toEqual([['b'], ['a', 'c'], ['a', 'b', 'c']])
  })

  it('is made before what is sent after it: sealing numbers what is made', async () => {
    const made: string[] = []
    const encode: typeof testWire.encode = (frame, room) => {
      // News are for those who are elsewhere.
      if (frame.type !== 'news') made.push(frame.type)
      return testWire.encode(frame, room)
    }
    const chat = await openTestChat({ ...testWire, encode })
    const [ann] = await inLobby(chat, 'ann')
    made.length = 0
    const person = { id: 'elsewhere', name: 'Elsewhere', avatar: '' }
    const message = { seq: 1, id: 'm', from: person, kind: 'text', body: 'hello', time: 1 } as const
    chat.context.tellRoom(lobby, { type: 'lines', lines: [{ message }] })
    chat.context.tellRoom(lobby, { type: 'frame', frame: { type: 'typing', room: lobby, person } })
    await quiet()
    expect(made).toEqual(['said', 'typing'])
    expect(ann?.received.map(({ type }) => type)).toEqual(made)
    await chat.close()
  })

  it('reaches everyone once and in order although the bus lost the one before it', async ({ chat }) => {
    const [ann] = await inLobby(chat, 'ann')
    const { messages } = chat.context.ports.store
    await messages.append(lobby, [{ id: 'lost', from: 'x', kind: 'text', body: 'lost', time: 1 }])
    await sayElsewhere(chat, 'next')
    await ann?.next('said', ({ body }) => body === 'next')
    expect(ann?.heard).toEqual(['lost', 'next'])
  })

  it('does not reach somebody who has left, and what came before they left does', async ({ chat }) => {
    const [ann, bo] = await inLobby(chat, 'ann', 'bo')
    const said = sayElsewhere(chat, 'one')
    await said
    await ann?.ask('left', { type: 'leave', room: lobby })
    await sayElsewhere(chat, 'two')
    await quiet()
    expect([ann?.heard, bo?.heard]).toEqual([['one'], ['one', 'two']])
  })
})

describe('somebody who enters', () => {
  it('misses nothing that is said while the room is read for them', async ({ chat }) => {
    await sayElsewhere(chat, 'before')
    const ann = await chat.client('group', 'ann')
    const gate = barrier()
    chat.hooks.set('messages.before', gate.after)
    const entering = ann.enter(lobby)
    await gate.reached
    await sayElsewhere(chat, 'meanwhile')
    await quiet()
    gate.open()
    const { messages, top } = await entering
    await sayElsewhere(chat, 'after')
    await quiet()
    expect([messages.map(({ body }) => body), top, ann.heard]).toEqual([
      ['before', 'meanwhile'],
      2,
      ['after'],
    ])
  })

  it('is turned away while the store is out of reach, and gets in once it is back', async ({ chat }) => {
    const ann = await chat.client('group', 'ann')
    chat.hooks.set('messages.before', outOfReach)
    await expect(ann.enter(lobby)).rejects.toThrow('out of reach')
    expect(chat.context.hubs.get(lobby)?.clients.size ?? 0).toBe(0)
    chat.hooks.clear()
    await sayElsewhere(chat, 'hello')
    expect(seqs((await ann.enter(lobby)).messages)).toEqual([1])
  })

  it('does not get in when they are removed on the way', async ({ chat }) => {
    const ann = await chat.client('group', 'ann')
    const bo = await chat.client('group', 'bo')
    const { room } = await ann.ask('room', { type: 'create', id: 'c', name: 'Tea' })
    await bo.ask('room', { type: 'join', code: room.code ?? '' })
    await ann.enter(room.id)
    const gate = barrier()
    chat.hooks.set('rooms.membership', (call) => {
      chat.hooks.clear()
      return gate.after(call)
    })
    const entering = bo.refusal({ type: 'enter', room: room.id })
    await gate.reached
    await ann.ask('member', { type: 'remove', room: room.id, person: bo.person.id })
    await quiet()
    gate.open()
    expect(await entering).toBe('unknown-room')
    await ann.say(room.id, 'without him')
    await quiet()
    expect([bo.heard, bo.entered.size]).toEqual([[], 0])
  })
})

describe('a room at rest', () => {
  it('forgets its messages when the last one leaves, and reads them again for the next', async ({ chat }) => {
    const [ann] = await inLobby(chat, 'ann')
    await ann?.say(lobby, 'kept')
    await ann?.ask('left', { type: 'leave', room: lobby })
    expect(chat.context.hubs.get(lobby)?.state.top).toBe(0)
    await sayElsewhere(chat, 'nobody hears')
    await quiet()
    expect(seqs((await ann?.enter(lobby))?.messages ?? [])).toEqual([1, 2])
  })

  it('is let go of when nobody is in it or hears of it', async ({ chat }) => {
    const [ann] = await inLobby(chat, 'ann')
    await ann?.vanish()
    expect(chat.context.hubs.get(lobby)).toBeUndefined()
  })
})
