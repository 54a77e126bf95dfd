import { once } from 'node:events'
import { type ClientRequest, request } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mostOfOne } from '../../../../server/media/at-once'
import { formOf, member } from './form'
import { type Guest, TestServer } from './server'

let server: TestServer
let ann: Guest
beforeEach(async () => {
  server = await TestServer.open()
  ann = await member(server, 'Ann')
})
afterEach(() => server.close())

const bytes = Buffer.alloc(300_000, 7)
const octets = { 'content-type': 'application/octet-stream' }

/** From here on the turns of everybody, by whose they are, with their bytes. */
function watchTurns(): Map<string, number> {
  const seen = new Map<string, number>()
  const { pace } = server.media
  const turn = pace.turn.bind(pace)
  vi.spyOn(pace, 'turn').mockImplementation((who, size) => {
    seen.set(who, (seen.get(who) ?? 0) + size)
    return turn(who, size)
  })
  return seen
}

/** An upload of a file over a real connection, of which the form is there from the beginning. */
async function begin(token: string): Promise<ClientRequest> {
  const { payload, headers } = await formOf(bytes)
  const { port } = server.http.server.address() as AddressInfo
  const sending = request({
    port,
    method: 'POST',
    path: '/api/media?room=lobby&kind=file',
    headers: { ...headers, authorization: `Bearer ${token}`, 'content-length': payload.length },
  })
  sending.end(payload)
  return sending
}

describe('The bytes of an upload wait for their turn', () => {
  it('in one piece, in chunks, and once more when the chunks are put together', async () => {
    const turns = watchTurns()
    const url = '/api/media?room=lobby&kind=file'
    await server.ask({ method: 'POST', url, token: ann.token, ...(await formOf(bytes)) })
    expect(turns.get(ann.id)).toBe(bytes.length)
    const announced = { room: 'lobby', kind: 'file', size: bytes.length }
    const { body } = await server.post('/api/uploads', announced, ann.token)
    const chunk = `/api/uploads/${body.upload}/0`
    await server.ask({ method: 'PUT', url: chunk, token: ann.token, headers: octets, payload: bytes })
    expect(turns.get(ann.id)).toBe(2 * bytes.length)
    await server.ask({ method: 'POST', url: `/api/uploads/${body.upload}/done`, token: ann.token })
    expect(turns.get(ann.id)).toBe(3 * bytes.length)
  })

  it('also those that nobody wants, and their sender hears why', async () => {
    const turns = watchTurns()
    await server.http.listen({ port: 0 })
    const [answer] = await once(await begin('no token'), 'response')
    expect(answer.statusCode).toBe(401)
    await vi.waitFor(() => expect(turns.get('127.0.0.1') ?? turns.get('::1')).toBeGreaterThan(bytes.length))
  })

  it('and those that nobody wants are cut where others have to wait for them', async () => {
    vi.spyOn(server.media.pace, 'turn').mockReturnValue(new Promise(() => undefined))
    await server.http.listen({ port: 0 })
    const sending = await begin('no token')
    sending.on('error', () => undefined)
    await once(sending, 'close')
  })

  it('and who waits for us is not taken for slow', async () => {
    const sockets: Socket[] = []
    server.http.server.on('connection', (socket) => sockets.push(socket))
    const turn = vi.spyOn(server.media.pace, 'turn').mockReturnValue(new Promise(() => undefined))
    await server.http.listen({ port: 0 })
    const sending = await begin(ann.token)
    sending.on('error', () => undefined)
    await vi.waitFor(() => expect(turn).toHaveBeenCalled())
    const late = Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })
    for (const socket of sockets) server.http.server.emit('clientError', late, socket)
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([false])
    sending.destroy()
  })
})

it('One upload more than are chosen at once is busy, until one of them is done', async () => {
  const passing: Array<() => void> = []
  const turn = vi.spyOn(server.media.pace, 'turn')
  turn.mockImplementation(() => new Promise((pass) => passing.push(pass)))
  await server.http.listen({ port: 0 })
  const first = await Promise.all(Array.from({ length: mostOfOne }, () => begin(ann.token)))
  await vi.waitFor(() => expect(passing).toHaveLength(mostOfOne))
  turn.mockResolvedValue()
  const [refused] = await once(await begin(ann.token), 'response')
  expect(refused.statusCode).toBe(503)
  const answers = first.map((one) => once(one, 'response'))
  for (const pass of passing) pass()
  for (const [answer] of await Promise.all(answers)) expect(answer.statusCode).toBe(200)
  const [taken] = await once(await begin(ann.token), 'response')
  expect(taken.statusCode).toBe(200)
})
