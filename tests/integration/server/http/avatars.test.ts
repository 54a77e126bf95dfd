import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rates } from '../../../../server/http/limits'
import { sweep } from '../../../../server/media/sweep'
import { mp3, picture } from '../../../support/media-files'
import { formOf, member, passOf } from './form'
import { type Guest, TestServer } from './server'

let server: TestServer
let ann: Guest
beforeEach(async () => {
  server = await TestServer.open()
  ann = await member(server, 'Ann')
})
afterEach(() => server.close())

async function upload({ token }: { token?: string }, bytes: Uint8Array) {
  const form = await formOf(bytes)
  return server.ask({ method: 'POST', url: '/api/me/avatar', ...(token !== undefined && { token }), ...form })
}

/** Uploads a picture; its address. */
async function wear(who: Guest, bytes: Uint8Array): Promise<string> {
  const { status, body } = await upload(who, bytes)
  expect(status).toBe(200)
  return body.avatar
}

async function kept(): Promise<string[]> {
  await sweep(server.media)
  const all = await readdir(join(server.ports.dir, 'media'), { recursive: true, withFileTypes: true })
  return all.flatMap((one) => (one.isFile() ? [one.name] : []))
}

describe('A picture of oneself', () => {
  it('is seen by everyone who has its address, without a token, for as long as they like', async () => {
    const avatar = await wear(ann, await picture('png', 600, 400))
    expect(avatar).toMatch(/^\/media\/avatars\/[a-z0-9]{20}$/)
    const { status, headers, bytes } = await server.get(avatar)
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(bytes.length),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    })
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 256, height: 256 })
  })

  it.each(['png', 'jpeg', 'webp', 'gif'] as const)('may be a %s', async (format) => {
    expect((await upload(ann, await picture(format))).status).toBe(200)
  })

  it('is told to the others', async () => {
    const bo = await server.guest('Bo')
    const avatar = await wear(ann, await picture())
    expect((await server.get(`/api/people/${ann.id}`, bo.token)).body).toMatchObject({ avatar })
  })

  it('holds nothing but its pixels, upright', async () => {
    const taken = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#27a' } })
      .withExif({ IFD0: { Artist: 'Ann' }, IFD3: { GPSLatitude: '31/1 14/1 0/1', GPSLatitudeRef: 'N' } })
      .jpeg()
      .toBuffer()
    expect((await sharp(taken).metadata()).exif).toBeDefined()
    const { bytes } = await server.get(await wear(ann, taken))
    const about = await sharp(bytes).metadata()
    expect([about.exif, about.xmp, about.iptc]).toEqual([undefined, undefined, undefined])
  })

  it('takes the place of the one before it, whose bytes go', async () => {
    const first = await wear(ann, await picture('png'))
    const second = await wear(ann, await picture('jpeg'))
    expect(await kept()).toEqual([`${second.split('/').at(-1)}.avatar`])
    expect((await server.get(first)).body).toMatchObject({ code: 'unknown-media' })
    expect((await server.get(second)).status).toBe(200)
  })

  it('goes when a preset takes its place, and counts no more', async () => {
    await wear(ann, await picture())
    await server.patch('/api/me', { avatar: 'preset:3' }, ann.token)
    expect(await kept()).toEqual([])
    expect(await server.ports.ports.store.uploads.bytesOf(ann.id)).toBe(0)
  })

  it('stays when the name changes', async () => {
    const avatar = await wear(ann, await picture())
    await server.patch('/api/me', { name: 'Anna', avatar }, ann.token)
    expect((await server.get(avatar)).status).toBe(200)
  })

  it('is worn by nobody else, who could not remove it either', async () => {
    const bo = await server.guest('Bo')
    const avatar = await wear(ann, await picture())
    const worn = await server.patch('/api/me', { avatar }, bo.token)
    expect([worn.status, worn.body.code]).toEqual([400, 'bad-avatar'])
    await server.patch('/api/me', { avatar: 'preset:1' }, bo.token)
    expect((await kept()).length).toBe(1)
  })

  it('opens no file of a room, nor does a pass open it', async () => {
    const id = (await wear(ann, await picture())).split('/').at(-1) ?? ''
    const pass = await passOf(server, ann)
    expect((await server.get(`/media/${id}?pass=${pass}`)).body.code).toBe('unknown-media')
    const form = await formOf(await picture())
    const url = '/api/media?room=lobby&kind=image'
    const { body } = await server.ask({ method: 'POST', url, token: ann.token, ...form })
    expect((await server.get(`/media/avatars/${body.media}`)).body.code).toBe('unknown-media')
  })
})

describe('What is refused', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'empty-file'],
    ['a page called a picture', Buffer.from('<html><script>alert(1)</script>'), 'wrong-type'],
    ['a drawing that can run', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'wrong-type'],
    ['a sound', mp3(1), 'wrong-type'],
    ['half a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'broken-file'],
    ['more than 8 MiB', Buffer.alloc(8 * 1_048_576 + 1), 'file-too-large'],
  ])('is %s, and nothing of it is left', async (_, bytes, code) => {
    const { body } = await upload(ann, bytes)
    expect(body.code).toBe(code)
    await server.media.store.uploads.markUnsaidForDeletion(Number.MAX_SAFE_INTEGER)
    expect(await readdir(join(server.ports.dir, 'media')).catch(() => [])).toEqual([])
  })

  it('is who has not signed in', async () => {
    expect((await upload({}, await picture())).body.code).toBe('not-signed-in')
  })

  it('is one after the other without a pause', async () => {
    for (let at = 0; at < rates.change.burst; at += 1) await wear(ann, await picture())
    const { status, headers, body } = await upload(ann, await picture())
    expect([status, body.code]).toEqual([429, 'too-fast'])
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect((await kept()).length).toBe(1)
  })

  it('is who has uploaded as much as one may', async () => {
    const small = await TestServer.open({ mediaQuotaMb: 0 })
    const bo = await small.guest('Bo')
    const form = await formOf(await picture())
    const { body } = await small.ask({ method: 'POST', url: '/api/me/avatar', token: bo.token, ...form })
    expect(body.code).toBe('quota-reached')
    await small.close()
  })
})
