import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { offer, type Port, paths, sealOffer } from '#protocol'
import type { Client } from '../../conformance/client'
import { openPort } from '../../conformance/suite'
import { group, guest, openGroup } from '../../support/people'
import { type ServerProcess, startServerProcess } from '../../support/server-process'
import { mutation } from '../../unit/protocol/mutations'
import { clientSamples } from '../../unit/protocol/samples'
import { fuzzFrames, fuzzSeed, fuzzTimeout, noise } from './fuzz'

/** No limit of speed: every frame is to be looked at. */
const fast = {
  SAY_PER_SECOND: '1000000',
  SAY_BURST: '1000000',
  FRAMES_PER_SECOND: '1000000',
  FRAMES_BURST: '1000000',
  // Made-up bytes are to reach the decoder of bare frames, too.
  SEALING: 'optional',
}
const many = Math.ceil(fuzzFrames / 5)
const atOnce = 250
/** Closes that a frame may bring upon its sender. */
const ownFault = [1002, 1007, 1009, 4004, 4502, 4503]

let server: ServerProcess
beforeAll(async () => {
  server = await startServerProcess({ env: fast })
})
afterAll(() => server.close())

/** Two people in a room of their own: what one says comes to the other, whatever else goes on. */
async function bystanders() {
  const { room, guests } = await group(server, 2)
  const clients = await Promise.all(guests.map(({ token }) => openGroup(server, token)))
  const [ann, bo] = clients
  if (!ann || !bo) throw new Error('Two people were asked for.')
  for (const client of clients) await client.ask('entered', { type: 'enter', room })
  let said = 0
  return async () => {
    said += 1
    const { seq } = await ann.ask('accepted', { type: 'say', room, kind: 'text', body: `word ${said}` })
    expect(seq).toBe(said)
    expect(await bo.next('said')).toMatchObject({ seq, body: `word ${said}` })
  }
}

/** Frames near the valid ones, on rooms and people that are there. */
function frames(room: string, person: string): fc.Arbitrary<string> {
  const real = JSON.stringify(clientSamples)
    .replaceAll('"tea"', JSON.stringify(room))
    .replaceAll('"bo"', JSON.stringify(person))
  return fc.oneof({ weight: 9, arbitrary: mutation(JSON.parse(real)) }, { weight: 1, arbitrary: noise })
}

it(
  `sockets take ${many} made-up frames, and nobody else notices`,
  async () => {
    const talkOn = await bystanders()
    const { room, guests } = await group(server, 2)
    const known = guests[0]?.person.id ?? ''
    const ports: Port[] = ['group', 'direct']
    const batches = fc.sample(fc.array(frames(room, known), { minLength: atOnce, maxLength: atOnce }), {
      seed: fuzzSeed,
      numRuns: Math.ceil(many / atOnce),
    })
    for (const [at, batch] of batches.entries()) {
      const port = ports[at % 2] ?? 'group'
      const sockets: Client[] = []
      for (let rest = batch; rest.length > 0; ) rest = await pour(rest, port, sockets)
      const odd = sockets.flatMap(({ undecodable }) => undecodable)
      expect(odd, `seed ${fuzzSeed}`).toEqual([])
      if (at % 10 === 0) await talkOn()
    }
    await talkOn()
    expect((await fetch(`${server.httpUrl}/healthz`)).status).toBe(200)
  },
  fuzzTimeout,
)

/** Sends over one socket until it is closed for it or all is answered; gives back what was not sent. */
async function pour(batch: string[], port: Port, sockets: Client[]): Promise<string[]> {
  // Somebody new each time: whose socket was closed for what it sent stays outside for a while.
  const { token } = await guest(server, 'eve')
  const client = await openPort(server, port, token)
  sockets.push(client)
  // So many are handled before a ping behind them is answered. Twenty malformed ones end a socket.
  const step = 16
  for (let at = 0; at < batch.length; at += step) {
    for (const wire of batch.slice(at, at + step)) client.sendRaw(wire)
    const over = await Promise.race([client.closed, client.pong()])
    if (!over) continue
    expect(ownFault, `seed ${fuzzSeed}`).toContain(over.code)
    return batch.slice(at + step)
  }
  await client.close()
  return []
}

it(
  `both ports take ${many / 20} pieces of made-up bytes, before and after the handshake`,
  async () => {
    const talkOn = await bystanders()
    const eve = await guest(server, 'eve')
    const lines = (port: Port, offered: string[]) => [
      `GET ${paths[port]} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      `Sec-WebSocket-Protocol: ${offered.join(', ')}`,
    ]
    const bare = offer(eve.token)
    const way = fc.record({
      port: fc.constantFrom<Port>('group', 'direct'),
      offered: fc.constantFrom(bare, [...bare, sealOffer]),
    })
    const head = way.chain(({ port, offered }) => {
      const whole = lines(port, offered)
      return fc
        .oneof(
          fc.constant(`${whole.join('\r\n')}\r\n\r\n`),
          fc.constant(''),
          // One line damaged.
          fc
            .tuple(fc.nat(whole.length - 1), fc.string({ unit: 'binary', maxLength: 40 }))
            .map(([at, text]) => `${whole.with(at, text).join('\r\n')}\r\n\r\n`),
        )
        .map((text) => ({ port, text }))
    })
    const piece = fc.tuple(head, fc.uint8Array({ maxLength: 600 }))
    const pieces = fc.sample(piece, { seed: fuzzSeed, numRuns: Math.ceil(many / 20) })
    for (const [{ port, text }, bytes] of pieces) {
      const url = new URL(port === 'group' ? server.groupUrl : server.directUrl)
      await throwBytes(Number(url.port), Buffer.concat([Buffer.from(text), bytes]))
    }
    await talkOn()
    expect((await fetch(`${server.httpUrl}/healthz`)).status).toBe(200)
  },
  fuzzTimeout,
)

/** Sends bytes and the end; resolves when the other side has closed. */
function throwBytes(port: number, bytes: Buffer): Promise<void> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes))
    socket.resume()
    socket.on('error', () => undefined)
    socket.on('close', () => done())
  })
}
