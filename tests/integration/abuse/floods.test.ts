import { connect, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { offer, type Port, paths, sealOffer } from '#protocol'
import { patience } from '../../../server/http/unreadable'
import type { Client } from '../../conformance/client'
import { group, guest, openGroup } from '../../support/people'
import { type ServerProcess, startServerProcess } from '../../support/server-process'

const many = 300
const portNames: Port[] = ['group', 'direct']

let server: ServerProcess
let talkOn: () => Promise<void>
let ann: Client
beforeAll(async () => {
  server = await startServerProcess({ env: { SOCKETS_PER_PERSON: String(many) } })
  talkOn = await bystanders()
})
afterAll(() => server.close())

const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})

/** Two people in a room: what one says comes to the other, whatever else goes on. */
async function bystanders() {
  const { room, guests } = await group(server, 2)
  const [one, other] = await Promise.all(guests.map(({ token }) => openGroup(server, token)))
  if (!one || !other) throw new Error('Two people were asked for.')
  ann = one
  for (const client of [one, other]) await client.ask('entered', { type: 'enter', room })
  return async () => {
    const { seq } = await ann.ask('accepted', { type: 'say', room, kind: 'text', body: 'still here' })
    expect(await other.next('said')).toMatchObject({ seq, body: 'still here' })
  }
}

/** A connection that sends what it is told; everything that came back when it is over. */
function raw(port: Port, first: string): { socket: Socket; answer: Promise<string> } {
  const url = new URL(port === 'group' ? server.groupUrl : server.directUrl)
  const socket = connect(Number(url.port), url.hostname, () => socket.write(first))
  sockets.push(socket)
  let came = ''
  socket.on('data', (part) => {
    came += String(part)
  })
  socket.on('error', () => undefined)
  return { socket, answer: new Promise((done) => socket.once('close', () => done(came))) }
}

/** Status and body of an answer. */
function read(answer: string): { status: number; code: string } {
  const [head = '', body = '{}'] = answer.split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), code: JSON.parse(body).code }
}

describe.each(portNames)('the %s port', (port) => {
  it('answers a giant head with 431, and goes on', async () => {
    const head = `GET ${paths[port]} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Big: ${'x'.repeat(patience.maxHeaderSize)}\r\n\r\n`
    expect(read(await raw(port, head).answer)).toEqual({ status: 431, code: 'headers-too-large' })
    await talkOn()
  })

  it('answers a giant address with 431, and goes on', async () => {
    const head = `GET /${'x'.repeat(1_000_000)} HTTP/1.1\r\n`
    expect(read(await raw(port, head).answer)).toEqual({ status: 431, code: 'headers-too-large' })
    await talkOn()
  })

  it('answers ten thousand headers with 431, and goes on', async () => {
    const head = `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n${'a: b\r\n'.repeat(10_000)}\r\n`
    expect(read(await raw(port, head).answer)).toEqual({ status: 431, code: 'headers-too-large' })
    await talkOn()
  })

  it('answers what is no HTTP with 400, and goes on', async () => {
    const { answer } = raw(port, '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n')
    expect(read(await answer)).toEqual({ status: 400, code: 'bad-request' })
    await talkOn()
  })

  it('gives one address its sockets and no more, and others theirs', async () => {
    const { token } = await guest(server, 'eve')
    const from = (address: string) => status(port, token, address)
    const answers = await Promise.all(Array.from({ length: many }, () => from('198.51.100.7')))
    const refused = answers.filter(({ status }) => status !== 101)
    expect(refused.length).toBeGreaterThanOrEqual(many - 200)
    expect(new Set(refused.map(({ status, code }) => `${status} ${code}`))).toEqual(
      new Set(['429 too-many-sockets']),
    )
    expect(await from('198.51.100.8')).toEqual({ status: 101 })
    await talkOn()
  })
})

it(`both ports cut ${2 * many} connections whose heads never end, and serve others meanwhile`, async () => {
  const begin = (port: Port) => `GET ${paths[port]} HTTP/1.1\r\nHost: 127.0.0.1\r\n`
  const slow = portNames.flatMap((port) => Array.from({ length: many }, () => raw(port, begin(port))))
  // Nothing at all is as slow as it gets.
  const silent = portNames.flatMap((port) => Array.from({ length: many }, () => raw(port, '')))
  const dripping = setInterval(() => {
    for (const { socket } of slow) if (socket.writable) socket.write('X-Drip: 1\r\n')
  }, 1_000)
  try {
    for (let words = 0; words < 50; words += 1) await talkOn()
    for (const { answer } of [...slow, ...silent])
      expect(read(await answer)).toEqual({ status: 408, code: 'too-slow' })
  } finally {
    clearInterval(dripping)
  }
  await talkOn()
})

const opened: WebSocket[] = []
afterEach(() => {
  for (const socket of opened.splice(0)) socket.terminate()
})

/** How an upgrade that comes over the local proxy from this address is answered. */
function status(port: Port, token: string, address: string): Promise<{ status: number; code?: string }> {
  const base = port === 'group' ? server.groupUrl : server.directUrl
  const socket = new WebSocket(base + paths[port], [...offer(token), sealOffer], {
    headers: { 'x-forwarded-for': address },
  })
  opened.push(socket)
  socket.on('error', () => undefined)
  return new Promise((done) => {
    socket.once('open', () => done({ status: 101 }))
    socket.once('unexpected-response', (_request, response) => {
      let body = ''
      response.on('data', (part) => {
        body += String(part)
      })
      response.on('end', () => done({ status: response.statusCode ?? 0, code: JSON.parse(body).code }))
    })
  })
}

it('the server is alive after all this, and its process is the first one', async () => {
  expect((await fetch(`${server.httpUrl}/readyz`)).status).toBe(200)
  const exited = await Promise.race([server.exited, ann.ask('heartbeat', { type: 'heartbeat' })])
  expect(exited).toMatchObject({ type: 'heartbeat' })
})
