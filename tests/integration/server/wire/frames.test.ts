import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import type { ServerFrame } from '#protocol'
import { encode } from '../../../../server/wire/frames'
import { RoomKeys } from '../../../../server/wire/room-keys'
import { sealingWire } from '../../../../server/wire/sealed-frames'

/** Writes bytes of ours to the network socket under a real WebSocket; what the other end reads. */
const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
afterAll(() => void server.close())

async function readBack(bytes: Uint8Array, count: number): Promise<string[]> {
  server.once('connection', (_ws, request) => void request.socket.write(bytes))
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const texts: string[] = []
  await new Promise<void>((done, fail) => {
    client.on('error', fail)
    client.on('message', (data, isBinary) => {
      texts.push(isBinary ? 'binary' : String(data))
      if (texts.length === count) done()
    })
  })
  client.terminate()
  await once(client, 'close')
  return texts
}

const wire = sealingWire(new RoomKeys(Date.now), () => undefined)

/** A frame whose JSON has so many bytes. */
function frameOf(bytes: number): ServerFrame {
  const empty = JSON.stringify({ type: 'left', room: '', person: { id: '', name: '', avatar: '' } }).length
  return { type: 'left', room: '', person: { id: '', name: '', avatar: 'x'.repeat(bytes - empty) } }
}

describe('a frame', () => {
  it.for([100, 125, 126, 127, 65_535, 65_536, 200_000])('of %i bytes is read as it was', async (size) => {
    const frame = frameOf(size)
    const text = JSON.stringify(frame)
    expect(Buffer.byteLength(text)).toBe(size)
    expect(await readBack(encode(frame), 1)).toEqual([text])
  })

  it('may hold any character', async () => {
    const frame = { type: 'profile', person: { id: 'a', name: '字🍵é', avatar: '"\\\n' } } as const
    expect(await readBack(encode(frame), 1)).toEqual([JSON.stringify(frame)])
  })

  it('counts one', () => {
    expect(wire.encode(frameOf(100), 'tea').count).toBe(1)
  })
})

describe('frames in one piece', () => {
  it('are read one by one, in their order', async () => {
    const frames = [100, 126, 65_536, 101].map(frameOf)
    const all = wire.join(frames.map((frame) => wire.encode(frame, 'tea')))
    expect(all.count).toBe(4)
    expect(await readBack(all.plain, 4)).toEqual(frames.map((frame) => JSON.stringify(frame)))
  })

  it('are the frame itself when it is one, and nothing when there is none', () => {
    const one = wire.encode(frameOf(100), 'tea')
    expect(wire.join([one])).toBe(one)
    expect(wire.join([])).toMatchObject({ count: 0, plain: { length: 0 } })
  })
})
