import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { closes, offer, paths, sealOffer } from '#protocol'
import { attempt, type Client, open } from '../../conformance/client'
import { group, guest, openGroup } from '../../support/people'
import { startServerProcess } from '../../support/server-process'
import { runServer, type ServerRun } from '../../support/server-run'
import { temporaryDir } from '../../support/temporary-dir'

/** Milliseconds in which the server promises to have ended. */
const promisedMs = 10_000

const comeBack = { code: closes.restarting.code, reason: closes.restarting.reason }

async function started(dir = temporaryDir()) {
  const run = runServer({ GROUP_PORT: '0', DIRECT_PORT: '0', DATA_DIR: dir })
  const [, httpUrl = '', directHttp = ''] = await run.said(/"group":"([^"]+)","direct":"([^"]+)"/)
  const ws = (url: string) => url.replace('http', 'ws')
  return { dir, run, httpUrl, groupUrl: ws(httpUrl), directUrl: ws(directHttp) }
}

type Started = Awaited<ReturnType<typeof started>>

/** A socket whose other half of the closing never comes: it keeps the end waiting. */
async function stubborn({ groupUrl }: Started, token: string): Promise<void> {
  const { port } = new URL(groupUrl)
  const socket = connect(Number(port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const handshake = [
    'GET /group HTTP/1.1',
    'Host: 127.0.0.1',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
    `Sec-WebSocket-Protocol: ${[...offer(token), sealOffer].join(', ')}`,
  ]
  socket.write(`${handshake.join('\r\n')}\r\n\r\n`)
  const answer = await new Promise<string>((done) => socket.once('data', (data) => done(String(data))))
  expect(answer).toContain('101 Switching Protocols')
  socket.pause()
}

/** Sends SIGTERM, and waits for the end: it must be orderly and in time. */
async function endOf({ child, exited }: ServerRun): Promise<void> {
  const begun = performance.now()
  child.kill('SIGTERM')
  expect(await exited).toBe(0)
  expect(performance.now() - begun).toBeLessThan(promisedMs)
}

describe('a server that is told to end', () => {
  it('sends the sockets of both ports away with "come back", and ends well', async () => {
    const server = await started()
    const { token } = await guest(server, 'Ann')
    const clients = await Promise.all([
      openGroup(server, token),
      open(server.directUrl + paths.direct, offer(token)),
    ])
    await endOf(server.run)
    expect(await Promise.all(clients.map(({ closed }) => closed))).toEqual([comeBack, comeBack])
  })

  it('ends the calls that go on, says so, and keeps their lines', async () => {
    const server = await started()
    const [ann, bo] = [await guest(server, 'Ann'), await guest(server, 'Bo')]
    const openDirect = (token: string, { directUrl }: Started = server) =>
      open(directUrl + paths.direct, offer(token))
    const [caller, callee] = [await openDirect(ann.token), await openDirect(bo.token)]
    const { link } = await caller.ask('asked', { type: 'link', to: bo.person.id })
    const { room } = await callee.ask('connected', { type: 'connect', link })
    const { call } = await caller.ask('accepted', { type: 'call', to: bo.person.id, media: 'voice' })
    await callee.next('ringing')
    await endOf(server.run)
    const ended = { type: 'ended', call, room, outcome: 'missed', seconds: 0 }
    for (const client of [caller, callee]) {
      expect(await client.closed).toEqual(comeBack)
      expect(client.received).toContainEqual(ended)
    }

    const again = await openDirect(bo.token, await started(server.dir))
    const { messages } = await again.ask('entered', { type: 'enter', room })
    expect(messages).toMatchObject([{ id: `call/${call}`, kind: 'call', body: { outcome: 'missed' } }])
    expect(await again.leftover('ringing')).toEqual([])
  })

  it('has answered every message that it keeps, and keeps every one that it answered', async () => {
    const server = await started()
    const { room, guests } = await group(server, 1)
    const token = guests[0]?.token ?? ''
    const client = await openGroup(server, token)
    await client.ask('entered', { type: 'enter', room })
    const say = (id: string) => client.send({ type: 'say', id, room, kind: 'text', body: 'on its way' })
    for (let n = 1; n <= 150; n += 1) say(`m${n}`)
    await client.next('accepted')
    for (let n = 151; n <= 200; n += 1) say(`m${n}`)
    await endOf(server.run)
    expect(await client.closed).toEqual(comeBack)
    const accepted = client.received.flatMap((frame) => (frame.type === 'accepted' ? [frame.id] : []))

    const again = await started(server.dir)
    expect(await idsOf(await openGroup(again, token), room)).toEqual(accepted)
  })

  it('lets nobody in any more, and does not wait for who does not go', async () => {
    const server = await started()
    const { token } = await guest(server, 'Ann')
    await stubborn(server, token)
    const ended = endOf(server.run)
    await server.run.said(/"msg":"closing"/)
    expect(await attempt(server.groupUrl + paths.group, offer(token))).toMatchObject({ status: 503 })
    expect((await fetch(`${server.httpUrl}/readyz`)).status).toBe(503)
    await ended
  })

  it('ends in order when it is told so twice, as npm does at Ctrl+C', async () => {
    const server = await started()
    const { token } = await guest(server, 'Ann')
    await stubborn(server, token)
    const client = await openGroup(server, token)
    const ended = endOf(server.run)
    await server.run.said(/"msg":"closing"/)
    server.run.child.kill('SIGTERM')
    await ended
    expect(await client.closed).toEqual(comeBack)
  })
})

it('keeps a session void that was signed out, even when it is killed right after', async () => {
  const server = await startServerProcess()
  onTestFinished(() => server.close())
  const { token } = await guest(server, 'Ann')
  const clients = await Promise.all([
    openGroup(server, token),
    open(server.directUrl + paths.direct, offer(token)),
  ])
  const headers = { authorization: `Bearer ${token}` }
  expect((await fetch(`${server.httpUrl}/api/logout`, { method: 'POST', headers })).ok).toBe(true)
  const { signedOut } = closes
  expect(await Promise.all(clients.map(({ closed }) => closed))).toEqual([signedOut, signedOut])
  await server.kill('SIGKILL')
  await server.restart()
  expect((await fetch(`${server.httpUrl}/api/me`, { headers })).status).toBe(401)
  expect(await attempt(server.groupUrl + paths.group, offer(token))).toMatchObject({ status: 401 })
})

/** The ids of all messages of a room, in order. */
async function idsOf(client: Client, room: string): Promise<string[]> {
  const ids: string[] = []
  for (let more = true; more; ) {
    const page = await client.ask('page', { type: 'history', room, after: ids.length })
    ids.push(...page.messages.map(({ id }) => id))
    more = page.more
  }
  return ids
}
