import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { limits } from '#protocol'
import { MediaRefused } from '../../../../server/media/media-refused'
import { sweep, unsaidMs } from '../../../../server/media/sweep'
import { mp4, picture } from '../../../support/media-files'
import { member, passOf } from './form'
import { type Answer, type Guest, TestServer } from './server'

let server: TestServer
let ann: Guest
beforeEach(async () => {
  server = await TestServer.open()
  ann = await member(server, 'Ann')
})
afterEach(() => server.close())

const { chunkBytes } = limits

function announce(size: number, more: object = {}, { token } = ann): Promise<Answer> {
  return server.post('/api/uploads', { room: 'lobby', kind: 'file', name: 'big.bin', size, ...more }, token)
}

function put(upload: string, chunk: number | string, bytes: Buffer, { token } = ann): Promise<Answer> {
  const headers = { 'content-type': 'application/octet-stream' }
  return server.ask({ method: 'PUT', url: `/api/uploads/${upload}/${chunk}`, token, headers, payload: bytes })
}

const done = (upload: string, { token } = ann) =>
  server.ask({ method: 'POST', url: `/api/uploads/${upload}/done`, token })

function pieces(bytes: Buffer): Buffer[] {
  const many = Math.ceil(bytes.length / chunkBytes)
  return Array.from({ length: many }, (_, at) => bytes.subarray(at * chunkBytes, (at + 1) * chunkBytes))
}

/** Bytes that differ everywhere. */
function bytesOf(size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, (_, at) => (at * 7919) % 251))
}

async function sendAll(bytes: Buffer, more: object = {}): Promise<string> {
  const { body } = await announce(bytes.length, more)
  for (const [chunk, piece] of pieces(bytes).entries())
    expect((await put(body.upload, chunk, piece)).status).toBe(204)
  return body.upload
}

describe('An upload in chunks', () => {
  it('is told how many there are, and becomes one file', async () => {
    const bytes = bytesOf(2 * chunkBytes + 5)
    const { status, body } = await announce(bytes.length)
    expect([status, body]).toEqual([200, { upload: expect.any(String), chunkBytes, missing: [0, 1, 2] }])
    for (const [chunk, piece] of pieces(bytes).entries()) await put(body.upload, chunk, piece)
    const whole = await done(body.upload)
    expect(whole.body).toEqual({ media: body.upload, name: 'big.bin', size: bytes.length })
    const { bytes: got } = await server.get(`/media/${body.upload}?pass=${await passOf(server, ann)}`)
    expect(got.equals(bytes)).toBe(true)
    for (const chunk of [0, 1, 2]) expect(await server.media.blobs.has(`${body.upload}.${chunk}`)).toBe(false)
  })

  it('goes on where it was cut, in any order, with chunks sent twice', async () => {
    const bytes = bytesOf(2 * chunkBytes + 5)
    const [first, second, third] = pieces(bytes) as [Buffer, Buffer, Buffer]
    const { upload } = (await announce(bytes.length)).body
    await put(upload, 2, third)
    const asked = await server.get(`/api/uploads/${upload}`, ann.token)
    expect(asked.body.missing).toEqual([0, 1])
    expect((await done(upload)).body.code).toBe('incomplete')
    for (const [chunk, piece] of [
      [1, second],
      [0, Buffer.alloc(chunkBytes)],
      [0, first],
    ] as const)
      await put(upload, chunk, piece)
    expect((await done(upload)).status).toBe(200)
    const { bytes: got } = await server.get(`/media/${upload}?pass=${await passOf(server, ann)}`)
    expect(got.equals(bytes)).toBe(true)
  })

  it('is put together once, however often it is asked', async () => {
    const upload = await sendAll(mp4(), { kind: 'video' })
    const { blobs } = server.media
    const [put, putFile] = [blobs.put.bind(blobs), blobs.putFile.bind(blobs)]
    const written: string[] = []
    blobs.put = (key, ...rest) => {
      written.push(key)
      return put(key, ...rest)
    }
    blobs.putFile = (key, ...rest) => {
      written.push(key)
      return putFile(key, ...rest)
    }
    const answers = await Promise.all(Array.from({ length: 30 }, () => done(upload)))
    const again = await done(upload)
    for (const one of answers) expect([one.status, one.body]).toEqual([200, again.body])
    expect(written.sort()).toEqual([upload, `${upload}.thumb`])
    expect(await server.ports.ports.store.uploads.bytesOf(ann.id)).toBe(mp4().length)
  })

  it('is refused to all who ask at once with the same words', async () => {
    const upload = await sendAll(mp4({ ms: 600_001 }), { kind: 'video' })
    const answers = await Promise.all(Array.from({ length: 10 }, () => done(upload)))
    expect(new Set(answers.map(({ body }) => body.code))).toEqual(new Set(['too-long']))
  })

  it('is put together by another when the server that began has died', async () => {
    const upload = await sendAll(bytesOf(10))
    const { clock, ports } = server.ports
    const dead = { holder: 'dead', until: clock.time + 30_000 }
    expect(await ports.store.uploads.lease(upload, dead, clock.time)).toBe(true)
    const get = vi.spyOn(ports.store.uploads, 'get')
    const answer = done(upload)
    await expect.poll(() => get.mock.calls.length).toBeGreaterThan(1)
    clock.pass(30_000)
    expect((await answer).status).toBe(200)
  })

  it('waits for its turn to be looked at without being lost', async () => {
    const upload = await sendAll(await picture(), { kind: 'image' })
    const { media } = server
    const before = media.examiner
    media.examiner = { ...before, examine: () => Promise.reject(new MediaRefused('busy')) as never }
    expect((await done(upload)).body.code).toBe('busy')
    media.examiner = before
    expect((await done(upload)).status).toBe(200)
  })

  it('is looked at like any other', async () => {
    const upload = await sendAll(Buffer.from('<svg onload="alert(1)"/>'), { kind: 'image' })
    expect((await done(upload)).body.code).toBe('wrong-type')
    expect((await done(upload)).body.code).toBe('unknown-upload')
    const drawn = await done(await sendAll(await picture('png', 300, 200), { kind: 'image' }))
    expect(drawn.body).toMatchObject({ width: 300, height: 200 })
  })

  it('has chunks of the size that was told, and no others', async () => {
    const { upload } = (await announce(chunkBytes + 5)).body
    for (const [chunk, size] of [
      [0, 5],
      [0, 0],
      [1, 6],
      [1, 4],
      [2, 5],
      [1_000, 5],
    ] as const)
      expect((await put(upload, chunk, Buffer.alloc(size))).body.code, `${chunk} ${size}`).toBe('bad-request')
    expect((await put(upload, 0, Buffer.alloc(chunkBytes + 1))).body.code).toBe('too-large')
    for (const chunk of ['-1', '1.5', 'x', '12345'])
      expect((await put(upload, chunk, Buffer.alloc(5))).status).toBe(400)
    const json = await server.ask({
      method: 'PUT',
      url: `/api/uploads/${upload}/0`,
      token: ann.token,
      payload: {},
    })
    expect(json.body.code).toBe('wrong-body')
  })

  it('is nobody else’s', async () => {
    const bo = await member(server, 'Bo')
    const { upload } = (await announce(5)).body
    expect((await put(upload, 0, Buffer.alloc(5), bo)).body.code).toBe('unknown-upload')
    expect((await done(upload, bo)).body.code).toBe('unknown-upload')
    expect((await server.get(`/api/uploads/${upload}`, bo.token)).body.code).toBe('unknown-upload')
    expect((await server.get('/api/uploads/nothing', ann.token)).body.code).toBe('unknown-upload')
  })

  it('is announced within the limits', async () => {
    expect((await announce(limits.fileBytes + 1)).body.code).toBe('file-too-large')
    expect((await announce(limits.voiceBytes + 1, { kind: 'voice' })).body.code).toBe('file-too-large')
    for (const size of [0, -1, 1.5, '5', 2 ** 60])
      expect((await announce(size as number)).status).toBeGreaterThan(399)
    expect((await announce(5, { room: 'nowhere' })).body.code).toBe('unknown-room')
    expect((await announce(5, { kind: 'recall' })).body.code).toBe('bad-request')
  })

  it('counts in the quota from the moment it is announced', async () => {
    const big = limits.fileBytes
    for (let count = 0; count < 10; count += 1) expect((await announce(big)).status).toBe(200)
    const { store } = server.ports.ports
    expect(await store.uploads.bytesOf(ann.id)).toBe(10 * big)
    expect((await announce(big)).body.code).toBe('quota-reached')
  })

  it('that nobody goes on with is swept after a day, chunks and all', async () => {
    const { upload } = (await announce(chunkBytes + 5)).body
    await put(upload, 1, Buffer.alloc(5))
    server.ports.clock.pass(unsaidMs - 1)
    await sweep(server.media)
    expect(await server.media.blobs.has(`${upload}.1`)).toBe(true)
    const { store } = server.ports.ports
    expect(await store.uploads.get(upload)).toBeDefined()
    server.ports.clock.pass(2)
    await sweep(server.media)
    expect(await store.uploads.get(upload)).toBeUndefined()
    expect(await server.media.blobs.has(`${upload}.1`)).toBe(false)
  })
})
