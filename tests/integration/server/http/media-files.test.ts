import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sweep } from '../../../../server/media/sweep'
import { m4a, picture } from '../../../support/media-files'
import { member, passOf, upload } from './form'
import { type Guest, TestServer } from './server'

let server: TestServer
let ann: Guest
let bo: Guest
let pass: string
beforeAll(async () => {
  server = await TestServer.open()
})
beforeEach(async () => {
  ann = await member(server, 'Ann')
  bo = await member(server, 'Bo')
  pass = await passOf(server, bo)
})
afterAll(() => server.close())

/** Uploads, and claims it for a message as `say` does. */
async function said(bytes: Uint8Array, options = {}) {
  const { body } = await upload(server, ann, bytes, options)
  await server.ports.ports.store.uploads.claim(body.media, 'm1')
  return body
}

const see = (media: string, by = pass, headers = {}) =>
  server.ask({ method: 'GET', url: `/media/${media}?pass=${by}`, headers })

describe('What was said is seen', () => {
  it('by a member with a pass, and kept by the browser alone', async () => {
    const { media, size, type } = await said(await picture())
    const { status, headers, bytes } = await see(media)
    expect([status, bytes.length]).toEqual([200, size])
    expect(headers).toMatchObject({
      'content-type': type,
      'content-length': String(size),
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=3600, immutable',
      'x-content-type-options': 'nosniff',
    })
  })

  it('small, as a JPEG', async () => {
    const { media } = await said(await picture('png', 2_000, 1_000))
    const { headers, bytes } = await see(`${media}.thumb`)
    expect(headers['content-type']).toBe('image/jpeg')
    expect(bytes.subarray(0, 2).toString('hex')).toBe('ffd8')
  })

  it('in a sandbox where nothing runs, whatever it is', async () => {
    const html = Buffer.from('<script>alert(document.domain)</script>')
    const { media } = await said(html, { kind: 'file', name: "it's “so”.html" })
    const { headers } = await see(media)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain('sandbox')
    expect(headers['content-type']).toBe('application/octet-stream')
    expect(headers['content-disposition']).toBe(
      "attachment; filename*=UTF-8''it%27s%20%E2%80%9Cso%E2%80%9D.html",
    )
  })

  it('without its bytes, for who asks only for the head', async () => {
    const { media, size } = await said(m4a(), { kind: 'voice' })
    const answer = await server.ask({ method: 'HEAD', url: `/media/${media}?pass=${pass}` })
    expect([answer.status, answer.headers['content-length'], answer.bytes.length]).toEqual([
      200,
      String(size),
      0,
    ])
  })
})

describe('A range', () => {
  const bytes = Buffer.from('0123456789')
  const ask = async (range: string) => {
    const { media } = await said(bytes, { kind: 'file', name: 'x' })
    return see(media, pass, { range })
  }

  it.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=8-', '89', 'bytes 8-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=5-500', '56789', 'bytes 5-9/10'],
  ])('%s gives %s', async (range, part, told) => {
    const { status, headers, text } = await ask(range)
    expect([status, text, headers['content-range']]).toEqual([206, part, told])
    expect(headers['content-length']).toBe(String(part.length))
  })

  it.each(['bytes=10-', 'bytes=99-100'])('%s is beyond the end', async (range) => {
    const { status, headers, body } = await ask(range)
    expect([status, headers['content-range'], body.code]).toEqual([416, 'bytes */10', 'bad-range'])
  })

  it.each(['bytes=0-1,4-5', 'lines=0-1', 'nonsense', 'bytes=x'])('%s gives the whole', async (range) => {
    const { status, text } = await ask(range)
    expect([status, text]).toEqual([200, '0123456789'])
  })
})

describe('Nothing is seen', () => {
  const codeOf = async (media: string, by = pass) => {
    const { status, body, headers } = await see(media, by)
    expect(headers['cache-control']).toBe('no-store')
    return [status, body.code]
  }

  it('without a pass, with a forged one, with a token', async () => {
    const { media } = await said(await picture())
    expect((await server.get(`/media/${media}`)).status).toBe(400)
    const [head, , signature] = pass.split('.')
    const claims = Buffer.from(JSON.stringify({ sub: bo.id, room: 'lobby', aud: 'media', exp: 9e9 }))
    for (const forged of [
      '',
      'x',
      `${head}.${claims.toString('base64url')}.${signature}`,
      bo.token,
      'x'.repeat(600),
    ])
      expect(await codeOf(media, forged)).toEqual([403, 'bad-pass'])
  })

  it('with a pass as a token either', async () => {
    expect((await server.get('/api/me', pass)).body.code).toBe('not-signed-in')
  })

  it('after the pass has expired', async () => {
    const { media } = await said(await picture())
    const { expires } = (await server.get('/api/rooms/lobby/pass', bo.token)).body
    const { clock } = server.ports
    const before = clock.time
    clock.time = expires - 1_000
    expect((await see(media)).status).toBe(200)
    clock.time = expires + 1_000
    expect(await codeOf(media)).toEqual([403, 'bad-pass'])
    clock.time = before
  })

  it('by a stranger to the room, who also gets no pass', async () => {
    const { store } = server.ports.ports
    const cy = await server.guest('Cy')
    expect((await server.get('/api/rooms/lobby/pass', cy.token)).body.code).toBe('unknown-room')
    const { media } = await said(await picture())
    await store.rooms.create(
      { id: 'tea', kind: 'group', name: 'Tea', created: 1 },
      [{ person: cy.id, role: 'owner' }],
      'r1',
    )
    expect(await codeOf(media, await passOf(server, cy, 'tea'))).toEqual([404, 'unknown-media'])
  })

  it('by who has left the room, though the pass lives', async () => {
    const { media } = await said(await picture())
    await server.ports.ports.store.rooms.quit('lobby', bo.id)
    expect(await codeOf(media)).toEqual([404, 'unknown-media'])
  })

  it('by others before it is said, but by its owner', async () => {
    const { media } = (await upload(server, ann, await picture())).body
    expect(await codeOf(media)).toEqual([404, 'unknown-media'])
    expect((await see(media, await passOf(server, ann))).status).toBe(200)
  })

  it('once it was recalled, and then its files are gone', async () => {
    const { media } = await said(await picture())
    await server.ports.ports.store.uploads.markForDeletion(media)
    expect(await codeOf(media)).toEqual([404, 'unknown-media'])
    await sweep(server.media)
    for (const key of [media, `${media}.thumb`]) expect(await server.media.blobs.has(key)).toBe(false)
    expect(await codeOf(media)).toEqual([404, 'unknown-media'])
  })

  it('once the last message that shares a file was taken back', async () => {
    const { media } = await said(await picture())
    const { uploads } = server.ports.ports.store
    const share = {
      id: `s${media.slice(1)}`,
      of: media,
      owner: bo.id,
      room: 'lobby',
      message: '1/f',
      created: 1,
    }
    expect(await uploads.share([share])).toBe(true)
    await uploads.markForDeletion(media)
    await sweep(server.media)
    expect(await codeOf(media)).toEqual([404, 'unknown-media'])
    for (const shown of [share.id, `${share.id}.thumb`]) expect((await see(shown)).status).toBe(200)
    await uploads.markForDeletion(share.id)
    await sweep(server.media)
    for (const key of [media, `${media}.thumb`]) expect(await server.media.blobs.has(key)).toBe(false)
    expect(await codeOf(share.id)).toEqual([404, 'unknown-media'])
  })

  it('of what was never there, nor under a name that is none', async () => {
    expect(await codeOf('nothing')).toEqual([404, 'unknown-media'])
    const { media } = await said(m4a(), { kind: 'voice' })
    expect(await codeOf(`${media}.thumb`)).toEqual([404, 'unknown-media'])
    for (const name of ['..%2f..%2fchat.db', `${media}.0`, '%00', 'A', 'x'.repeat(65)])
      expect((await see(name)).status, name).toBeGreaterThan(399)
  })
})

it('A pass stays the same for half an hour, so that pictures are loaded once', async () => {
  const { clock } = server.ports
  const before = clock.time
  expect(await passOf(server, bo)).toBe(pass)
  clock.pass(1_799_000)
  expect(await passOf(server, bo)).toBe(pass)
  clock.pass(2_000)
  expect(await passOf(server, bo)).not.toBe(pass)
  clock.time = before
})

it('The log holds no pass', async () => {
  await see('nothing')
  expect(server.log.join('').includes(pass)).toBe(false)
})
