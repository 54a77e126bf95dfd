import { describe, expect } from 'vitest'
import { WebSocket } from 'ws'
import { limits, lobby, offer, type ServerFrame, sealOffer } from '#protocol'
import { attempt, Client, type Denial, open } from '../../../conformance/client'
import { ClientSeal } from '../../../conformance/sealing'
import { it, type TestGateway } from '../../../support/gateway'
import { barrier, outOfReach } from '../../../support/hooked-store'
import { upTo } from '../../../unit/server/chat/live/lines'

async function denied(
  url: string,
  protocols: string[],
  headers: Record<string, string> = {},
): Promise<Denial> {
  const socket = new WebSocket(url, protocols, { headers })
  return new Promise((done, fail) => {
    socket.once('open', () => fail(new Error('It was let in.')))
    socket.once('error', fail)
    socket.once('unexpected-response', async (_request, response) => {
      const body = Buffer.concat(await response.toArray()).toString()
      done({ status: response.statusCode ?? 0, contentType: response.headers['content-type'] ?? '', body })
    })
  })
}

/** 101 when it was let in. */
function statusOf(url: string, protocols: string[], headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(url, protocols, { headers })
  return new Promise((done, fail) => {
    socket.once('open', () => done(101))
    socket.once('error', fail)
    socket.once('unexpected-response', (_request, response) => done(response.statusCode ?? 0))
  })
}

describe('an upgrade', () => {
  it('that is refused is answered with a problem document', async ({ ports }) => {
    const { status, contentType, body } = await denied(ports.url('group'), ['chat.v1', 'token.bad'])
    expect([status, contentType]).toEqual([401, 'application/problem+json'])
    expect(JSON.parse(body)).toMatchObject({ status: 401, title: 'Unauthorized', code: 'not-signed-in' })
  })

  it('is refused with the token of a session that was signed out, or has expired', async ({ ports }) => {
    const person = await ports.chat.person('ann')
    const [out, old] = [await ports.signIn(person), await ports.signIn(person)]
    await ports.sessions.revoke(out.identity)
    expect((await denied(ports.url('group'), offer(out.token))).status).toBe(401)
    ports.chat.clock.pass(86_400_000)
    expect((await denied(ports.url('group'), offer(old.token))).status).toBe(401)
  })

  it('is refused with 429 for ten seconds after a socket of the person was closed for what it sent', async ({
    ports,
  }) => {
    const { token } = await ports.signIn(await ports.chat.person('ann'))
    const ann = await attempt(ports.url('group'), offer(token))
    if (!(ann instanceof Client)) throw new Error('She was not let in.')
    for (let frame = 0; frame < limits.badFrames; frame += 1) ann.sendRaw('{')
    expect(await ann.closed).toMatchObject({ code: 4502 })
    const { status, body } = await denied(ports.url('direct'), offer(token))
    expect([status, JSON.parse(body).code]).toEqual([429, 'flooding'])
    ports.chat.clock.pass(10_000)
    expect(await attempt(ports.url('group'), offer(token))).toBeInstanceOf(Client)
  })

  it('is refused with 503 while the store is out of reach', async ({ ports }) => {
    const { token } = await ports.signIn(await ports.chat.person('ann'))
    ports.chat.hooks.set('sessions.isRevoked', outOfReach)
    expect((await denied(ports.url('group'), offer(token))).status).toBe(503)
    ports.chat.hooks.clear()
    expect(await attempt(ports.url('group'), offer(token))).toBeInstanceOf(Client)
  })

  it('is refused with 503 once the server is closing', async ({ ports }) => {
    const { token } = await ports.signIn(await ports.chat.person('ann'))
    ports.gateway.silence()
    expect((await denied(ports.url('direct'), offer(token))).status).toBe(503)
  })

  it('to somebody who cannot arrive ends with "come back"', async ({ ports }) => {
    ports.chat.hooks.set('rooms.of', outOfReach)
    const client = await ports.connect('group', 'ann')
    expect(await client.closed).toMatchObject({ code: 1013 })
    expect(ports.counted.failed).toEqual(['arrive'])
  })
})

describe('signing out', () => {
  it('closes the sockets of the session on both ports, and no other', async ({ ports }) => {
    const person = await ports.chat.person('ann')
    const { token, identity } = await ports.signIn(person)
    const [group, direct] = await Promise.all(
      (['group', 'direct'] as const).map((port) => open(ports.url(port), offer(token))),
    )
    const other = await ports.connect('group', person)
    await ports.sessions.revoke(identity)
    expect(await Promise.all([group?.closed, direct?.closed])).toEqual(
      Array(2).fill({ code: 4501, reason: 'signed out' }),
    )
    expect(await other.ask('heartbeat', { type: 'heartbeat' })).toBeDefined()
  })
})

describe('signing out while a socket of the session is being opened', () => {
  it('closes it', async ({ ports }) => {
    const { token, identity } = await ports.signIn(await ports.chat.person('ann'))
    const looked = barrier()
    ports.chat.hooks.set('sessions.isRevoked', looked.after)
    const opening = open(ports.url('group'), offer(token))
    await looked.reached
    await ports.sessions.revoke(identity)
    looked.open()
    expect(await (await opening).closed).toEqual({ code: 4501, reason: 'signed out' })
  })
})

describe('too many sockets', () => {
  it.override({ choices: { socketsPerPerson: 2, socketsPerAddress: 3 } })

  it('of one person: the oldest on the port gives way', async ({ ports }) => {
    const person = await ports.chat.person('ann')
    const direct = await ports.connect('direct', person)
    const first = await ports.connect('group', person)
    const second = await ports.connect('group', person)
    const third = await ports.connect('group', person)
    expect(await first.closed).toEqual({ code: 4504, reason: 'newer connections took the place' })
    for (const one of [direct, second, third]) await one.ask('heartbeat', { type: 'heartbeat' })
  })

  it('of one address are refused with 429, until one of them has closed', async ({ ports }) => {
    const headers = { 'x-forwarded-for': '203.0.113.7' }
    const connect = async () => {
      const { token } = await ports.signIn(await ports.chat.person('somebody'))
      const socket = new WebSocket(ports.url('group'), [...offer(token), sealOffer], { headers })
      await new Promise((done) => socket.once('open', done))
      return socket
    }
    const sockets = [await connect(), await connect(), await connect()]
    const { token } = await ports.signIn(await ports.chat.person('late'))
    expect((await denied(ports.url('group'), offer(token), headers)).status).toBe(429)
    expect(await attempt(ports.url('group'), offer(token))).toBeInstanceOf(Client)

    sockets[0]?.close()
    await expect.poll(() => ports.counted.closed.length).toBe(1)
    expect(await connect()).toBeInstanceOf(WebSocket)
  })
})

describe('sockets of one address that come at once', () => {
  it.override({ choices: { socketsPerAddress: 3 } })

  it('are not more than it may have', async ({ ports }) => {
    const headers = { 'x-forwarded-for': '203.0.113.7' }
    const tokens: string[] = []
    for (const n of upTo(5)) tokens.push((await ports.signIn(await ports.chat.person(`p${n}`))).token)
    const held = barrier()
    let asked = 0
    ports.chat.hooks.set('sessions.isRevoked', (call) => {
      asked += 1
      if (asked === tokens.length) held.open()
      return held.before(call)
    })
    const opening = tokens.map((token) => statusOf(ports.url('group'), [...offer(token), sealOffer], headers))
    expect((await Promise.all(opening)).sort()).toEqual([101, 101, 101, 429, 429])
  })
})

describe('a reader who does not read', () => {
  it('is cut, keeps nobody waiting, and may come back for what they missed', async ({ ports }) => {
    const person = await ports.chat.person('slow')
    const { token } = await ports.signIn(person)
    const socket = new WebSocket(ports.url('group'), [...offer(token), sealOffer])
    const slow = new Client(socket, new ClientSeal())
    await slow.sealed
    const fast = await ports.connect('group', 'fast')
    await slow.ask('entered', { type: 'enter', room: lobby })
    await fast.ask('entered', { type: 'enter', room: lobby })
    const end = ports.serverEnd(person)
    socket.pause()

    const tell = (n: number) => fillLobby(ports, n)
    let told = 0
    // The kernel takes some megabytes first.
    while (end.listening && told < 1_000) {
      tell(told)
      told += 1
      // Who reads has read it, however slow the machine.
      await fast.ask('heartbeat', { type: 'heartbeat' })
    }
    expect(end.listening).toBe(false)
    await fast.ask('heartbeat', { type: 'heartbeat' })
    expect(fast.received.filter(({ type }) => type === 'renamed')).toHaveLength(told)
    socket.resume()
    expect(await slow.closed).toMatchObject({ code: 4002 })
    expect(slow.undecodable).toEqual([])
  })
})

/** Sends everyone in the lobby a hundred kilobytes. */
function fillLobby({ chat }: TestGateway, n: number): void {
  const frame: ServerFrame = { type: 'renamed', room: lobby, name: `${n} ${'x'.repeat(100_000)}`, code: '' }
  chat.context.tellRoom(lobby, { type: 'frame', frame })
}

describe('one frame', () => {
  it('of a stranger’s making hurts nobody else', async ({ ports }) => {
    const [good, bad] = [await ports.connect('group', 'good'), await ports.connect('group', 'bad')]
    bad.sendRaw('x'.repeat(limits.frameBytes + 1))
    expect(await bad.closed).toMatchObject({ code: 1009 })
    for (const n of upTo(3)) await good.ask('heartbeat', { type: 'heartbeat', id: `b${n}` })
    expect(ports.counted.failed).toEqual([])
  })
})
