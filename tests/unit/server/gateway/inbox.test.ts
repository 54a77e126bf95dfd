import { describe, expect } from 'vitest'
import { WebSocket } from 'ws'
import { lobby, offer, sealOffer } from '#protocol'
import { Client } from '../../../conformance/client'
import { ClientSeal } from '../../../conformance/sealing'
import { it, type TestGateway } from '../../../support/gateway'
import { barrier, outOfReach } from '../../../support/hooked-store'
import { upTo } from '../chat/live/lines'

const say = (id: string, body: string = id) => ({ type: 'say', id, room: lobby, kind: 'text', body })
const enter = { type: 'enter', id: 'e', room: lobby }

/** Somebody who is in the lobby. */
async function inLobby(ports: TestGateway, name: string): Promise<Client> {
  const client = await ports.connect('group', name)
  await client.ask('entered', enter)
  return client
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
    const ann = await inLobby(ports, 'ann')
    const gate = barrier()
    ports.chat.hooks.set('messages.append', gate.before)
    ann.send(say('first'))
    await gate.reached
    // Far more than the network holds: what is not read waits at the sender.
    for (const n of upTo(8_000)) ann.send(say(`m${n}`, 'x'.repeat(2_000)))
    ports.chat.hooks.clear()
    gate.open()
    for (const n of upTo(8_000)) expect(await ann.next('accepted', ({ id }) => id === `m${n}`)).toBeDefined()
  })

  it('that ask for more than is read wait for the reader, who is not cut', async ({ ports }) => {
    const person = await ports.chat.person('ann')
    const { token } = await ports.signIn(person)
    const socket = new WebSocket(ports.url('group'), [...offer(token), sealOffer])
    const ann = new Client(socket, new ClientSeal())
    await ann.sealed
    await ann.ask('entered', enter)
    for (const n of upTo(20)) await ann.ask('accepted', say(`m${n}`, '字'.repeat(4_000)))
    const end = ports.serverEnd(person)
    socket.pause()
    // Some twenty megabytes of answers: the kernel takes a part of them first.
    for (const n of upTo(200)) ann.send({ type: 'history', id: `h${n}`, room: lobby })
    await expect.poll(() => end.congested).toBe(true)
    socket.resume()
    for (const n of upTo(200)) expect(await ann.next('page', ({ id }) => id === `h${n}`)).toBeDefined()
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
