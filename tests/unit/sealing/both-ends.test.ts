import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ServerFrame } from '#protocol'
import { SocketSeal as ClientSeal, randomLength } from '../../../miniprogram/sealing/socket-seal'
import { trusted } from '../../../miniprogram/sealing/trust'
import { RoomKeys } from '../../../server/wire/room-keys'
import { sealingWire } from '../../../server/wire/sealed-frames'
import { socketKeys } from '../../../server/wire/server-keys'
import { SocketSeal } from '../../../server/wire/socket-seal'
import { testKeys } from '../../support/seal-keys'
import { sealPlatform } from '../../support/seal-platform'

interface Pair {
  client: ClientSeal
  server: SocketSeal
}

/** Two ends that have exchanged their keys. */
function pair(): Pair {
  const server = new SocketSeal()
  const nonce = server.noncePrefix.toString('base64')
  const client = new ClientSeal(new Uint8Array(randomBytes(randomLength)), nonce, sealPlatform)
  const key = trusted(testKeys.offered, [], sealPlatform)
  const { key: name, secret } = client.opening(key ?? { spki: '', fingerprint: '' })
  const keys = socketKeys(testKeys.unwrap(name, secret))
  if (!keys) throw new Error('the server could not unwrap the keys')
  server.begin(keys)
  return { client, server }
}

/** The texts in whole WebSocket frames of a server. */
function texts(frames: Uint8Array[]): unknown[] {
  const bytes = Buffer.concat(frames)
  const found: unknown[] = []
  for (let at = 0; at < bytes.length; ) {
    const short = bytes[at + 1] ?? 0
    const [header, length] = short < 126 ? [2, short] : [4, bytes.readUInt16BE(at + 2)]
    found.push(JSON.parse(bytes.subarray(at + header, at + header + length).toString()))
    at += header + length
  }
  return found
}

const typing = (room: string, name = 'Ann'): ServerFrame => ({
  type: 'typing',
  room,
  person: { id: 'ann', name, avatar: '' },
})

let now = 0
let keys = new RoomKeys(() => now)
let wire = sealingWire(keys, () => undefined)
beforeEach(() => {
  now = 0
  keys = new RoomKeys(() => now)
  wire = sealingWire(keys, () => undefined)
})
const shared = (room: string, name?: string) => wire.encode(typing(room, name), room)

/** What a client makes of frames for many: what came out, and undefined where nothing did. */
const hear = (client: ClientSeal, frames: Uint8Array[]) =>
  texts(frames)
    .map((raw) => client.open(raw))
    .filter((text) => text !== '')

describe('what a client sends', () => {
  it('opens at the server, in its order', () => {
    const { client, server } = pair()
    for (const text of ['{"a":1}', '{"b":"世界 🍵"}'])
      expect(server.open(client.seal(text))?.toString()).toBe(text)
  })

  it('opens in no other order, not twice, not after a gap, and not on another socket: whatever is done to it', () => {
    const order = fc.array(fc.nat(5), { maxLength: 8 })
    fc.assert(
      fc.property(order, (played) => {
        const { client, server } = pair()
        const frames = Array.from({ length: 6 }, (_, n) => client.seal(`{"n":${n}}`))
        let next = 0
        for (const at of played) {
          const opened = server.open(frames[at] ?? { type: 'sealed', n: 1, sealed: '' })
          expect(opened?.toString()).toBe(at === next ? `{"n":${at}}` : undefined)
          if (at === next) next += 1
        }
        expect(pair().server.open(frames[0] ?? { type: 'sealed', n: 1, sealed: '' })).toBeUndefined()
      }),
      { numRuns: 25 },
    )
  })

  it('opens on no socket but the one whose nonce it was sealed for, though that has the same keys', () => {
    const random = new Uint8Array(randomBytes(randomLength))
    const server = new SocketSeal()
    const other = new SocketSeal()
    const sealedFor = ({ noncePrefix }: SocketSeal) =>
      new ClientSeal(random, noncePrefix.toString('base64'), sealPlatform).seal('{"a":1}')
    for (const one of [server, other])
      one.begin({ up: Buffer.from(random.subarray(0, 32)), down: Buffer.from(random.subarray(32, 64)) })
    expect(other.open(sealedFor(server))).toBeUndefined()
    expect(server.open(sealedFor(server))?.toString()).toBe('{"a":1}')
  })

  it('opens not when it is renumbered, changed, cut or given the name of a room key', () => {
    const { client, server } = pair()
    const frame = client.seal('{"type":"heartbeat"}')
    const next = client.seal('{"type":"leave","room":"tea"}')
    expect(server.open({ ...next, n: 1 })).toBeUndefined()
    expect(server.open({ ...frame, sealed: next.sealed })).toBeUndefined()
    expect(server.open({ ...frame, sealed: frame.sealed.slice(0, -4) })).toBeUndefined()
    expect(server.open({ ...frame, sealed: '' })).toBeUndefined()
    expect(server.open({ ...frame, key: 'x' })).toBeUndefined()
    expect(server.open(frame)).toBeDefined()
  })
})

describe('what a server sends to one', () => {
  it('opens once and in its order, and is not for another socket', () => {
    const [ours, theirs] = [pair(), pair()]
    const [first, second] = texts([
      ...ours.server.own(typing('tea')),
      ...ours.server.own(typing('tea', 'Bo')),
    ])
    expect(theirs.client.open(first)).toBeUndefined()
    expect(ours.client.open(second)).toBeUndefined()
    expect(JSON.parse(ours.client.open(first) ?? '')).toEqual(typing('tea'))
    expect(ours.client.open(first)).toBeUndefined()
    expect(JSON.parse(ours.client.open(second) ?? '')).toEqual(typing('tea', 'Bo'))
  })

  it('waits for the keys, and comes then as it was asked for', () => {
    const waiting = new SocketSeal()
    expect(waiting.own(typing('tea'))).toEqual([])
    expect(waiting.forMany(shared('tea'))).toEqual([])
    const out = waiting.begin({ up: randomBytes(32), down: randomBytes(32) })
    expect(texts(out)).toMatchObject([{ n: 1 }, { n: 2 }, { key: expect.any(String), n: 1 }])
  })

  it('has another beginning when a `seal` is played back: no nonce comes twice under one key', () => {
    expect(new SocketSeal().noncePrefix.equals(new SocketSeal().noncePrefix)).toBe(false)
  })
})

describe('what a server sends to many', () => {
  it('is sealed once, and opened by everyone who was given the key', () => {
    const [ann, bo] = [pair(), pair()]
    const ready = shared('tea')
    expect(ann.server.forMany(ready).at(-1)).toBe(bo.server.forMany(ready).at(-1))
    for (const { client, server } of [pair(), pair()])
      expect(hear(client, server.forMany(ready)).map((text) => JSON.parse(text ?? ''))).toEqual([
        typing('tea'),
      ])
  })

  it('brings the key once, and a new one when there is one', () => {
    const { client, server } = pair()
    const count = () => texts(server.forMany(shared('tea'))).length
    expect([count(), count()]).toEqual([2, 1])
    wire.renew('tea')
    expect([count(), count()]).toEqual([2, 1])
    now += 86_400_000
    expect([count(), count()]).toEqual([2, 1])
    expect(client).toBeDefined()
  })

  it('opens not for somebody who has the key of before, nor for somebody of another room', () => {
    const { client, server } = pair()
    hear(client, server.forMany(shared('tea')))
    hear(client, server.forMany(shared('hall')))
    wire.renew('tea')
    const [frame] = texts([shared('tea').sealed])
    expect(client.open(frame)).toBeUndefined()
  })

  it('opens not twice, nor out of its order, and numbers may be left out', () => {
    const { client, server } = pair()
    const first = shared('tea', '1')
    const others = [2, 3].map((n) => shared('tea', `${n}`))
    hear(client, server.forMany(first))
    const [second, third] = texts(others.map(({ sealed }) => sealed))
    expect(client.open(third)).toBeDefined()
    expect(client.open(second)).toBeUndefined()
    expect(client.open(third)).toBeUndefined()
  })

  it('opens not when a member of one room has sealed what speaks of another', () => {
    const { client, server } = pair()
    const forged = wire.encode(typing('hall'), 'tea')
    expect(hear(client, server.forMany(forged))).toEqual([undefined])
  })

  it('opens not when a member of a room has sealed what is of no room, but for news of a person', () => {
    const { client, server } = pair()
    const sealed = (frame: ServerFrame) => hear(client, server.forMany(wire.encode(frame, 'tea')))
    const person = { id: 'ann', name: 'Ann', avatar: '' }
    expect(sealed({ type: 'profile', person })).toHaveLength(1)
    expect(sealed({ type: 'profile', person })).not.toContain(undefined)
    expect(sealed({ type: 'contact', person, online: true })).toEqual([undefined])
    expect(sealed({ type: 'heartbeat', time: 1, tops: {} })).toEqual([undefined])
  })

  it('keeps its numbers in the order in which it was made, whoever asks for which part first', () => {
    const { client, server } = pair()
    const parts = [1, 2, 3].map((n) => shared('tea', `${n}`))
    const own = wire.join(parts.slice(1))
    expect(texts([own.sealed])).toHaveLength(2)
    const heard = hear(client, server.forMany(wire.join(parts)))
    expect(heard.map((text) => JSON.parse(text ?? '').person.name)).toEqual(['1', '2', '3'])
  })
})

describe('a message whose text somebody in between knows', () => {
  const from = { id: 'ann', name: 'Ann', avatar: '' }
  const said: ServerFrame = {
    type: 'said',
    room: 'tea',
    seq: 7,
    id: 'm1',
    from,
    kind: 'text',
    body: 'yes',
    time: 1,
  }
  const say = JSON.stringify({ type: 'say', id: 'm1', room: 'tea', kind: 'text', body: 'yes' })

  /** The same bytes, but for a word: under a cipher without a tag this is all that it takes. */
  function moved(sealed: string, text: string, word: string, other: string): string {
    const bytes = Buffer.from(sealed, 'base64')
    const at = Buffer.from(text).indexOf(word)
    expect(at).toBeGreaterThan(0)
    for (const [offset, byte] of [...Buffer.from(word)].entries())
      bytes[at + offset] = (bytes[at + offset] ?? 0) ^ byte ^ (Buffer.from(other)[offset] ?? 0)
    return bytes.toString('base64')
  }

  it.each([
    ['room', '"tea"', '"bar"'],
    ['id', '"m1"', '"m2"'],
    ['body', '"yes"', '"nay"'],
  ])('opens at the server for no other %s', (_what, word, other) => {
    const { client, server } = pair()
    const frame = client.seal(say)
    expect(server.open({ ...frame, sealed: moved(frame.sealed, say, word, other) })).toBeUndefined()
    expect(server.open(frame)?.toString()).toBe(say)
  })

  it.each([
    ['room', '"tea"', '"bar"'],
    ['id', '"m1"', '"m2"'],
    ['sender', '"ann"', '"eve"'],
    ['place', '"seq":7', '"seq":8'],
    ['body', '"yes"', '"nay"'],
  ])('opens at a member for no other %s', (_what, word, other) => {
    const { client, server } = pair()
    const [key, frame] = texts(server.forMany(wire.encode(said, 'tea'))) as Array<{
      sealed: string
    }>
    client.open(key)
    if (!frame) throw new Error('a frame was sealed')
    const text = JSON.stringify(said)
    expect(client.open({ ...frame, sealed: moved(frame.sealed, text, word, other) })).toBeUndefined()
    expect(JSON.parse(client.open(frame) ?? '')).toEqual(said)
  })
})
