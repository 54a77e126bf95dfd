import { describe, expect } from 'vitest'
import { WebSocket } from 'ws'
import { lobby, offer, sealOffer } from '#protocol'
import { Client } from '../../../conformance/client'
import { ClientSeal } from '../../../conformance/sealing'
import { it, type TestGateway } from '../../../support/gateway'
import { barrier, outOfReach } from '../../../support/hooked-store'
import { upTo } from '../../../unit/server/chat/live/lines'

const say = (id: string, body: string = id) => ({ type: 'say', id, room: lobby, kind: 'text', body })
const enter = { type: 'enter', id: 'e', room: lobby }

/** Somebody who is in the lobby. */
async function inLobby(ports: TestGateway, name: string): Promise<Client> {
  const client = await ports.connect('group', name)
  await client.ask('entered', enter)
  return client
}

/** Frames of one socket that may wait; then it is read no further. */
const mostWaiting = 256

/** Gives the server so many turns, by the answers to somebody else, that it has read whatever it means to read. */
async function readOn(somebodyElse: Client): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await somebodyElse.ask('heartbeat', { type: 'heartbeat' })
}

const bodies = async (client: Client, count: number) => {
  const heard: unknown[] = []
  while (heard.length < count) heard.push((await client.next('said')).body)
  return heard
}

describe('frames sent in one go', () => {
  it('are done one after the other: one who enters may speak at once', async ({ ports }) => {
    const client = await ports.connect('group', 'ann')
    for (const frame of [enter, say('m1'), say('m2'), { type: 'history', id: 'h', room: lobby }])
      client.send(frame)
    expect(await client.next('accepted')).toMatchObject({ id: 'm1', seq: 1 })
    expect(await client.next('accepted')).toMatchObject({ id: 'm2', seq: 2 })
    expect(client.received[0]).toMatchObject({ type: 'entered', id: 'e' })
  })

  it('before the arrival is done wait for it', async ({ ports }) => {
    const { chat } = ports
    const gate = barrier()
    chat.hooks.set('rooms.of', gate.before)
    const client = await ports.connect('group', 'ann')
    client.send({ type: 'heartbeat', id: 'b' })
    await gate.reached
    await client.pong()
    expect(client.received).toEqual([])
    gate.open()
    expect(await client.next('heartbeat')).toMatchObject({ id: 'b' })
  })

  it('keep the order in which they were said, however many there are', async ({ ports }) => {
    const [ann, bo] = [await inLobby(ports, 'ann'), await inLobby(ports, 'bo')]
    const said = upTo(1_500).map((n) => `m${n}`)
    for (const one of said) ann.send(say(one))
    expect(await bodies(bo, said.length)).toEqual(said)
  })

  it('go on while messages are stored, but a question waits for none of them', async ({ ports }) => {
    const ann = await inLobby(ports, 'ann')
    const gate = barrier()
    ports.chat.hooks.set('messages.append', gate.before)
    ann.send(say('m1'))
    await gate.reached
    expect(await ann.ask('heartbeat', { type: 'heartbeat' })).toBeDefined()
    gate.open()
    expect(await ann.next('accepted')).toMatchObject({ id: 'm1' })
  })

  it('are read no further while too many wait, and all are answered in the end', async ({ ports }) => {
    const [ann, bo] = [await inLobby(ports, 'ann'), await inLobby(ports, 'bo')]
    const gate = barrier()
    ports.chat.hooks.set('messages.append', gate.before)
    const read = () => ports.counted.received.filter((type) => type === 'say').length
    // Two megabytes and more: many times what comes with the frame at which reading stops.
    const said = upTo(1_000).map((n) => `m${n}`)
    for (const one of said) ann.send(say(one, 'x'.repeat(2_000)))
    await expect.poll(read).toBeGreaterThanOrEqual(mostWaiting)
    await readOn(bo)
    const readAtMost = read()
    ports.chat.hooks.clear()
    gate.open()
    expect(readAtMost).toBeLessThan(2 * mostWaiting)
    for (const one of said) expect(await ann.next('accepted', ({ id }) => id === one)).toBeDefined()
  })

  it('that ask for more than is read wait for the reader, who is not cut', async ({ ports }) => {
    const person = await ports.chat.person('ann')
    const { token } = await ports.signIn(person)
    const socket = new WebSocket(ports.url('group'), [...offer(token), sealOffer])
    const ann = new Client(socket, new ClientSeal())
    await ann.sealed
    await ann.ask('entered', enter)
    for (const n of upTo(20)) await ann.ask('accepted', say(`m${n}`, '字'.repeat(4_000)))
    const bo = await inLobby(ports, 'bo')
    const end = ports.serverEnd(person)
    socket.pause()
    let asked = 0
    const ask = () => {
      asked += 1
      ann.send({ type: 'history', id: `h${asked}`, room: lobby })
    }
    // The kernel takes a part of the answers first, and how much only it knows.
    for (; !end.congested; await bo.ask('heartbeat', { type: 'heartbeat' })) ask()
    // Some megabytes more: who had so much written to them would be cut for reading too slowly.
    for (let more = 0; more < 20; more += 1) ask()
    await readOn(bo)
    socket.resume()
    for (const n of upTo(asked)) expect(await ann.next('page', ({ id }) => id === `h${n}`)).toBeDefined()
    expect(end.listening).toBe(true)
  })

  it('are dropped when the socket closes before their turn', async ({ ports }) => {
    const ann = await inLobby(ports, 'ann')
    const gate = barrier()
    ports.chat.hooks.set('messages.before', gate.before)
    ann.send({ type: 'history', id: 'h', room: lobby })
    await gate.reached
    ann.send(say('late'))
    await ann.close()
    await ports.chat.context.ports.store.check()
    gate.open()
    ports.chat.hooks.clear()
    const bo = await inLobby(ports, 'bo')
    expect(bo.received.find(({ type }) => type === 'entered')).toMatchObject({ top: 0 })
  })
})

describe('a frame that fails', () => {
  it('is answered "try again" while the store is out of reach, and counts as no fault', async ({ ports }) => {
    const ann = await inLobby(ports, 'ann')
    ports.chat.hooks.set('messages.append', outOfReach)
    expect(await ann.ask('refused', say('m'))).toMatchObject({ code: 'try-again', of: 'say', room: lobby })
    ports.chat.hooks.clear()
    expect(await ann.ask('accepted', say('m'))).toMatchObject({ seq: 1 })
    expect(ports.counted.failed).toEqual([])
  })

  it('by a fault of ours is answered "try again" too, and reported', async ({ ports }) => {
    const ann = await inLobby(ports, 'ann')
    ports.chat.hooks.set('rooms.members', () => Promise.reject(new TypeError('a bug')))
    expect(await ann.refusal({ type: 'members', room: lobby })).toBe('try-again')
    expect(ports.counted.failed).toEqual(['members'])
    expect(await ann.ask('heartbeat', { type: 'heartbeat' })).toBeDefined()
  })

  it('is answered with what it was, as far as it could be read', async ({ ports }) => {
    const ann = await ports.connect('group', 'ann')
    expect(await ann.ask('refused', say('m'))).toMatchObject({
      id: 'm',
      of: 'say',
      room: lobby,
      code: 'not-entered',
    })
    ann.sendRaw('{"type":"fly","id":"x","room":"r"}')
    expect(await ann.next('refused')).toMatchObject({ id: 'x', of: 'fly', room: 'r', code: 'unknown-type' })
    ann.sendRaw('nonsense')
    const refused = await ann.next('refused')
    expect([refused.code, refused.id, refused.of]).toEqual(['bad-frame', undefined, undefined])
  })
})

describe('a socket is closed', () => {
  it('at its twentieth malformed frame, each of which is refused', async ({ ports }) => {
    const ann = await ports.connect('group', 'ann')
    for (const n of upTo(25)) ann.sendRaw(`{"type":${n}}`)
    expect(await ann.closed).toEqual({ code: 4502, reason: 'too many malformed frames' })
    expect(ports.counted.refused).toEqual(Array(20).fill('bad-frame'))
  })

  it('at its first binary frame', async ({ ports }) => {
    const ann = await ports.connect('direct', 'ann')
    ann.sendRaw(Buffer.from('{"type":"heartbeat"}'))
    expect(await ann.closed).toEqual({ code: 4503, reason: 'binary frames are not used' })
  })
})

describe('with rates', () => {
  const say1 = { perSecond: 1, burst: 2 }
  const frames = { perSecond: 10, burst: 5 }
  it.override({ choices: { rates: { say: say1, frames } } })

  it('somebody who speaks too fast is refused for a while, and may go on listening', async ({ ports }) => {
    const ann = await inLobby(ports, 'ann')
    for (const id of ['a', 'b']) await ann.ask('accepted', say(id))
    expect(await ann.ask('refused', say('c'))).toMatchObject({ code: 'too-fast', retryAfter: 1_000 })
    expect(await ann.ask('heartbeat', { type: 'heartbeat' })).toBeDefined()
    ports.chat.clock.pass(1_000)
    expect(await ann.ask('accepted', say('c'))).toMatchObject({ seq: 3 })
  })

  it('a recall counts as speaking', async ({ ports }) => {
    const ann = await inLobby(ports, 'ann')
    await ann.ask('accepted', say('a'))
    await ann.ask('accepted', { type: 'recall', room: lobby, seq: 1 })
    expect(await ann.refusal({ type: 'recall', room: lobby, seq: 1 })).toBe('too-fast')
  })

  it('250 frames too fast close the socket', async ({ ports }) => {
    const ann = await ports.connect('group', 'ann')
    await ann.ask('heartbeat', { type: 'heartbeat' })
    for (const n of upTo(300)) ann.send({ type: 'heartbeat', id: `b${n}` })
    expect(await ann.closed).toEqual({ code: 4004, reason: 'too many frames' })
    expect(ports.counted.refused).toEqual(Array(250).fill('too-fast'))
    expect(ann.received.filter(({ type }) => type === 'heartbeat')).toHaveLength(5)
  })
})
