import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sealedSockets } from '../../../miniprogram/sealing/sealed-socket'
import type { SocketEvents } from '../../../miniprogram/session/ports'
import { socketKeys } from '../../../server/wire/server-keys'
import { SocketSeal } from '../../../server/wire/socket-seal'
import { testKeys } from '../../support/seal-keys'
import { sealPlatform } from '../../support/seal-platform'

/** A phone's sealed socket, with the test in the place of the network. */
async function dial(pins: string[] = [], random = sealPlatform.random) {
  const heard: string[] = []
  const sent: string[] = []
  let closes = 0
  let far: SocketEvents | undefined
  let offered: string[] = []
  const open = sealedSockets(
    (_url, protocols, events) => {
      far = events
      offered = protocols
      return { send: (text) => sent.push(text), close: () => (closes += 1) }
    },
    { ...sealPlatform, random },
    pins,
  )
  const socket = open('wss://chat.example/group', ['chat.v1', 'token.x'], {
    opened: () => heard.push('opened'),
    message: (text) => heard.push(text),
    closed: (code, reason) => heard.push(`closed ${code} ${reason}`),
  })
  const seal = new SocketSeal()
  const hello = { type: 'hello', keys: testKeys.offered, nonce: seal.noncePrefix.toString('base64') }
  const tell = async (wire: unknown) => {
    far?.message(typeof wire === 'string' ? wire : JSON.stringify(wire))
    await new Promise(setImmediate)
  }
  far?.opened()
  return { socket, seal, hello, tell, heard, sent, offered, closes: () => closes, far }
}

/** The text of a short WebSocket frame of the server. */
function textOf([frame = new Uint8Array(2)]: Uint8Array[]): string {
  const header = (frame[1] ?? 0) < 126 ? 2 : 4
  return Buffer.from(frame).subarray(header).toString()
}

describe('a sealed socket of a phone', () => {
  it('offers sealing, is open when it is sealed, and sends nothing bare', async () => {
    const { socket, seal, hello, tell, heard, sent, offered } = await dial()
    expect(offered).toEqual(['chat.v1', 'token.x', 'sealed.v2'])
    socket.send('{"type":"too early"}')
    expect([heard, sent]).toEqual([[], []])

    await tell(hello)
    expect(heard).toEqual(['opened'])
    const { type, key, secret } = JSON.parse(sent[0] ?? '')
    const keys = socketKeys(testKeys.unwrap(key, secret))
    expect(type).toBe('seal')
    seal.begin(keys ?? { up: randomBytes(32), down: randomBytes(32) })

    socket.send('{"type":"heartbeat"}')
    expect(seal.open(JSON.parse(sent[1] ?? ''))?.toString()).toBe('{"type":"heartbeat"}')
    await tell(textOf(seal.own({ type: 'heartbeat', time: 1, tops: {} })))
    expect(heard).toEqual(['opened', '{"type":"heartbeat","time":1,"tops":{}}'])
  })

  it.each([
    ['a frame of no seal', '{"type":"heartbeat","time":1,"tops":{}}'],
    ['a seal that does not open', '{"type":"sealed","n":1,"sealed":"AAAAAAAAAAAAAAAAAAAAAAAA"}'],
    ['no JSON', 'x'],
  ])('ends, to come back, when there is %s', async (_, wire) => {
    const { hello, tell, heard, closes } = await dial()
    await tell(hello)
    await tell(wire)
    expect(heard).toEqual(['opened', 'closed 4006 a seal did not open'])
    expect(closes()).toBe(1)
  })

  it('never opens to a server that does not say hello', async () => {
    const { tell, heard } = await dial()
    await tell({ type: 'heartbeat', time: 1, tops: {} })
    expect(heard).toEqual(['closed 4006 a seal did not open'])
  })

  it('ends for good at a server whose key the build does not know, and takes the one that it knows', async () => {
    const stranger = await dial(['somebody else'])
    await stranger.tell(stranger.hello)
    expect(stranger.heard).toEqual(['closed 4599 not the server of this program'])
    expect(stranger.sent).toEqual([])

    const friend = await dial([testKeys.fingerprints[0] ?? ''])
    await friend.tell({ ...friend.hello, keys: ['AAAA', ...testKeys.offered] })
    expect(JSON.parse(friend.sent[0] ?? '').key).toBe(testKeys.fingerprints[0])
  })

  it('ends, to come back, on a phone that gives no random numbers', async () => {
    const { hello, tell, heard, sent } = await dial([], () => Promise.reject(new Error('none')))
    await tell(hello)
    expect(heard).toEqual(['closed 4006 a seal did not open'])
    expect(sent).toEqual([])
  })

  it('tells of the end of the socket below', async () => {
    const { far, heard } = await dial()
    far?.closed(1006, '')
    expect(heard).toEqual(['closed 1006 '])
  })
})
