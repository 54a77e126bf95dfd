import { describe, expect } from 'vitest'
import { lobby } from '#protocol'
import { barrier, outOfReach } from '../../../../support/hooked-store'
import { it, openTestHouse, quiet, type TestHouse } from '../../../../support/house'
import { testWire } from '../../../../support/test-wire'
import type { TestVisitor } from '../../../../support/visitor'
import { seqs } from './lines'

/** People on the group port who are in the lobby. */
async function inLobby(home: TestHouse, ...names: string[]): Promise<TestVisitor[]> {
  const visitors = await Promise.all(names.map((name) => home.visitor('group', name)))
  for (const visitor of visitors) await visitor.enter(lobby)
  await quiet()
  for (const visitor of visitors) visitor.forget()
  return visitors
}

/** Says something in the lobby without being in it: what another server would publish. */
function sayElsewhere(home: TestHouse, ...bodies: string[]) {
  const from = { id: 'elsewhere', name: 'Elsewhere', avatar: '' }
  const draft = (body: string) => ({ id: body, from: from.id, kind: 'text', body, time: 1 }) as const
  return Promise.all(bodies.map((body) => home.house.appender.add(lobby, draft(body), from, 'elsewhere')))
}

describe('a message', () => {
  it('reaches everyone in the room but the connection that said it', async ({ home }) => {
    const [ann, bo] = await inLobby(home, 'ann', 'bo')
    const desk = await home.visitor('group', ann?.person ?? 'ann')
    await desk.enter(lobby)
    await ann?.say(lobby, 'hello')
    await quiet()
    expect([ann?.heard, desk.heard, bo?.heard]).toEqual([[], ['hello'], ['hello']])
  })

  it('shares its write with those of the same turn, and each speaker gets only the others’', async ({
    home,
  }) => {
    const [ann, bo, cy] = await inLobby(home, 'ann', 'bo', 'cy')
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
    const home = await openTestHouse({ ...testWire, encode })
    const [ann] = await inLobby(home, 'ann')
    made.length = 0
    const person = { id: 'elsewhere', name: 'Elsewhere', avatar: '' }
    const message = { seq: 1, id: 'm', from: person, kind: 'text', body: 'hello', time: 1 } as const
    home.house.tellRoom(lobby, { type: 'lines', lines: [{ message }] })
    home.house.tellRoom(lobby, { type: 'frame', frame: { type: 'typing', room: lobby, person } })
    await quiet()
    expect(made).toEqual(['said', 'typing'])
    expect(ann?.received.map(({ type }) => type)).toEqual(made)
    await home.close()
  })

  it('reaches everyone once and in order although the bus lost the one before it', async ({ home }) => {
    const [ann] = await inLobby(home, 'ann')
    const { messages } = home.house.ports.store
    await messages.append(lobby, [{ id: 'lost', from: 'x', kind: 'text', body: 'lost', time: 1 }])
    await sayElsewhere(home, 'next')
    await ann?.next('said', ({ body }) => body === 'next')
    expect(ann?.heard).toEqual(['lost', 'next'])
  })

  it('does not reach somebody who has left, and what came before they left does', async ({ home }) => {
    const [ann, bo] = await inLobby(home, 'ann', 'bo')
    const said = sayElsewhere(home, 'one')
    await said
    await ann?.ask('left', { type: 'leave', room: lobby })
    await sayElsewhere(home, 'two')
    await quiet()
    expect([ann?.heard, bo?.heard]).toEqual([['one'], ['one', 'two']])
  })
})

describe('somebody who enters', () => {
  it('misses nothing that is said while the room is read for them', async ({ home }) => {
    await sayElsewhere(home, 'before')
    const ann = await home.visitor('group', 'ann')
    const gate = barrier()
    home.hooks.set('messages.before', gate.after)
    const entering = ann.enter(lobby)
    await gate.reached
    await sayElsewhere(home, 'meanwhile')
    await quiet()
    gate.open()
    const { messages, top } = await entering
    await sayElsewhere(home, 'after')
    await quiet()
    expect([messages.map(({ body }) => body), top, ann.heard]).toEqual([
      ['before', 'meanwhile'],
      2,
      ['after'],
    ])
  })

  it('is turned away while the store is out of reach, and gets in once it is back', async ({ home }) => {
    const ann = await home.visitor('group', 'ann')
    home.hooks.set('messages.before', outOfReach)
    await expect(ann.enter(lobby)).rejects.toThrow('out of reach')
    expect(home.house.feeds.get(lobby)?.visitors.size ?? 0).toBe(0)
    home.hooks.clear()
    await sayElsewhere(home, 'hello')
    expect(seqs((await ann.enter(lobby)).messages)).toEqual([1])
  })

  it('does not get in when they are removed on the way', async ({ home }) => {
    const ann = await home.visitor('group', 'ann')
    const bo = await home.visitor('group', 'bo')
    const { room } = await ann.ask('room', { type: 'create', id: 'c', name: 'Tea' })
    await bo.ask('room', { type: 'join', code: room.code ?? '' })
    await ann.enter(room.id)
    const gate = barrier()
    home.hooks.set('rooms.membership', (call) => {
      home.hooks.clear()
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
  it('forgets its messages when the last one leaves, and reads them again for the next', async ({ home }) => {
    const [ann] = await inLobby(home, 'ann')
    await ann?.say(lobby, 'kept')
    await ann?.ask('left', { type: 'leave', room: lobby })
    expect(home.house.feeds.get(lobby)?.top).toBe(0)
    await sayElsewhere(home, 'nobody hears')
    await quiet()
    expect(seqs((await ann?.enter(lobby))?.messages ?? [])).toEqual([1, 2])
  })

  it('is let go of when nobody is in it or hears of it', async ({ home }) => {
    const [ann] = await inLobby(home, 'ann')
    await ann?.vanish()
    expect(home.house.feeds.get(lobby)).toBeUndefined()
  })
})
