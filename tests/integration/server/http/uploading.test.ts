import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { limits } from '#protocol'
import { MediaRefused } from '../../../../server/media/media-refused'
import { m4a, movingPicture, mp3, mp4, picture } from '../../../support/media-files'
import { formOf, member, passOf, upload } from './form'
import { type Guest, TestServer } from './server'

let server: TestServer
let ann: Guest
beforeEach(async () => {
  server = await TestServer.open()
  ann = await member(server, 'Ann')
})
afterEach(() => server.close())

/** Every file below the data folder that belongs to an upload. */
async function kept(): Promise<string[]> {
  const dirs = ['media', 'incoming'].map((name) =>
    readdir(join(server.ports.dir, name), { recursive: true, withFileTypes: true }).catch(() => []),
  )
  return (await Promise.all(dirs)).flat().flatMap((one) => (one.isFile() ? [one.name] : []))
}

async function codeOf(bytes: Uint8Array, options = {}): Promise<[number, string]> {
  const { status, body } = await upload(server, ann, bytes, options)
  return [status, body?.code]
}

/** A PNG whose head claims any size, with next to nothing behind it. */
function bomb(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const chunks = [
    ['IHDR', head],
    ['IDAT', deflateSync(Buffer.alloc(1_000))],
    ['IEND', Buffer.alloc(0)],
  ] as const
  const parts = chunks.map(([type, content]) => {
    const whole = Buffer.alloc(content.length + 12)
    whole.writeUInt32BE(content.length, 0)
    whole.write(type, 4, 'latin1')
    content.copy(whole, 8)
    whole.writeUInt32BE(crc(whole.subarray(4, 8 + content.length)), 8 + content.length)
    return whole
  })
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts])
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return (sum ^ 0xffffffff) >>> 0
}

describe('An upload is answered by the body of its message', () => {
  it.each(['png', 'jpeg', 'webp', 'gif'] as const)('of a %s, with its sides', async (format) => {
    const { status, body } = await upload(server, ann, await picture(format))
    expect(status).toBe(200)
    expect(body).toEqual({
      media: expect.stringMatching(/^[a-z0-9]{20}$/),
      type: `image/${format}`,
      size: expect.any(Number),
      width: 60,
      height: 40,
      ...(['webp', 'gif'].includes(format) && { moving: false }),
    })
    expect(await kept()).toEqual(expect.arrayContaining([body.media, `${body.media}.thumb`]))
    expect(await kept()).toHaveLength(2)
  })

  it('of a picture that moves, with the sides of one of its frames', async () => {
    const { body } = await upload(server, ann, await movingPicture(5))
    expect(body).toMatchObject({ type: 'image/gif', width: 32, height: 32 })
  })

  it('of a voice message, with its length', async () => {
    const asMp3 = await upload(server, ann, mp3(2), { kind: 'voice' })
    expect(asMp3.body).toMatchObject({ type: 'audio/mpeg', duration: 2_088, size: mp3(2).length })
    const asM4a = await upload(server, ann, m4a(), { kind: 'voice' })
    expect(asM4a.body).toMatchObject({ type: 'audio/mp4', duration: 3_000 })
  })

  it('of a video, with its length and its sides as it is to be shown', async () => {
    const { body } = await upload(server, ann, mp4(), { kind: 'video' })
    expect(body).toMatchObject({ type: 'video/mp4', width: 320, height: 180, duration: 2_500 })
    expect(await kept()).toEqual(expect.arrayContaining([body.media, `${body.media}.thumb`]))
    const turned = await upload(server, ann, mp4({ turned: true, brand: 'qt  ' }), { kind: 'video' })
    expect(turned.body).toMatchObject({ type: 'video/quicktime', width: 180, height: 320 })
  })

  it('of a file, with its name', async () => {
    const bytes = Buffer.from('a, b\n1, 2\n')
    const { body } = await upload(server, ann, bytes, { kind: 'file', name: '报告.csv' })
    expect(body).toEqual({ media: expect.any(String), name: '报告.csv', size: bytes.length })
    const byForm = await upload(server, ann, bytes, { kind: 'file', filename: 'table.csv' })
    expect(byForm.body.name).toBe('table.csv')
  })
})

describe('A picture is drawn anew', () => {
  it('so that nothing is left of what was not pixels', async () => {
    const script = Buffer.from('<script>alert(1)</script>')
    const exif = { IFD0: { Copyright: 'made by Ann' }, IFD3: { GPSLatitude: '31/1 13/1 0/1' } }
    const withPlace = await sharp(await picture('jpeg'))
      .withExif(exif)
      .toBuffer()
    const { body } = await upload(server, ann, Buffer.concat([withPlace, script]))
    const { bytes } = await server.get(`/media/${body.media}?pass=${await passOf(server, ann)}`)
    expect(bytes.includes(script)).toBe(false)
    expect((await sharp(bytes).metadata()).exif).toBeUndefined()
    expect(bytes.includes('made by Ann')).toBe(false)
  })

  it('so that it stands upright', async () => {
    const lying = await sharp(await picture('jpeg'))
      .withMetadata({ orientation: 6 })
      .toBuffer()
    expect((await upload(server, ann, lying)).body).toMatchObject({ width: 40, height: 60 })
  })

  it('so that it is no larger than screens show', async () => {
    const { body } = await upload(server, ann, await picture('png', 6_000, 3_000))
    expect(body).toMatchObject({ width: 4_096, height: 2_048 })
  })
})

describe('What is refused, and leaves nothing behind:', () => {
  afterEach(async () => {
    expect(await kept()).toEqual([])
  })

  it.each(['image', 'voice', 'video', 'file'])('%s without a byte', async (kind) => {
    expect(await codeOf(Buffer.alloc(0), { kind })).toEqual([400, 'empty-file'])
  })

  it('a PNG by name that is HTML', async () => {
    const html = Buffer.from('<!doctype html><script>alert(1)</script>')
    expect(await codeOf(html, { filename: 'cat.png' })).toEqual([415, 'wrong-type'])
  })

  it('an SVG', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    expect(await codeOf(svg)).toEqual([415, 'wrong-type'])
    expect(await codeOf(Buffer.concat([Buffer.from('<?xml version="1.0"?>'), svg]))).toEqual([
      415,
      'wrong-type',
    ])
  })

  it('a picture of another format than clients show', async () => {
    expect(
      await codeOf(
        await sharp(await picture())
          .tiff()
          .toBuffer(),
      ),
    ).toEqual([415, 'wrong-type'])
  })

  it('a bomb of 50,000 by 50,000 pixels, before it is drawn', async () => {
    expect(await codeOf(bomb(50_000, 50_000))).toEqual([422, 'too-many-pixels'])
    expect(await codeOf(bomb(100_000, 1))).toEqual([422, 'too-many-pixels'])
  })

  it('a moving picture whose frames together are a bomb', async () => {
    const two = await movingPicture(2, 1_000)
    // From the first "graphic control extension" to the trailer: the frames.
    const begin = two.indexOf(Buffer.from('21f904', 'hex'))
    const frames = Array.from({ length: 30 }, () => two.subarray(begin, -1))
    const many = Buffer.concat([two.subarray(0, begin), ...frames, two.subarray(-1)])
    expect(await codeOf(many)).toEqual([422, 'too-many-pixels'])
  })

  it('a picture that breaks off', async () => {
    const whole = await picture('jpeg', 800, 600)
    expect(await codeOf(whole.subarray(0, whole.length / 2))).toEqual([422, 'broken-file'])
    expect(await codeOf(bomb(400, 400))).toEqual([422, 'broken-file'])
  })

  it('a voice message that is too long, is a film, or holds no sound', async () => {
    expect(await codeOf(m4a(61_001), { kind: 'voice' })).toEqual([422, 'too-long'])
    expect(await codeOf(mp4(), { kind: 'voice' })).toEqual([415, 'wrong-type'])
    expect(await codeOf(m4a(0), { kind: 'voice' })).toEqual([422, 'broken-file'])
    expect(await codeOf(await picture(), { kind: 'voice' })).toEqual([415, 'wrong-type'])
  })

  it('a video that is too long, too large on the screen, or has no picture', async () => {
    expect(await codeOf(mp4({ ms: 600_001 }), { kind: 'video' })).toEqual([422, 'too-long'])
    expect(await codeOf(mp4({ width: 20_000 }), { kind: 'video' })).toEqual([422, 'too-many-pixels'])
    expect(await codeOf(mp4({ width: 0 }), { kind: 'video' })).toEqual([422, 'broken-file'])
    expect(await codeOf(mp4().subarray(0, 60), { kind: 'video' })).toEqual([422, 'broken-file'])
    expect(await codeOf(mp3(1), { kind: 'video' })).toEqual([415, 'wrong-type'])
  })

  it('more bytes than a kind, or one request, may have', async () => {
    expect(await codeOf(Buffer.alloc(limits.voiceBytes + 1), { kind: 'voice' })).toEqual([
      413,
      'file-too-large',
    ])
    expect(await codeOf(Buffer.alloc(limits.uploadBytes + 1), { kind: 'file' })).toEqual([
      413,
      'file-too-large',
    ])
  })

  it('for a room one is no member of, or that is not there', async () => {
    const bo = await server.guest('Bo')
    expect((await upload(server, bo, await picture())).body.code).toBe('unknown-room')
    expect(await codeOf(await picture(), { room: 'nowhere' })).toEqual([404, 'unknown-room'])
    expect(await codeOf(await picture(), { room: '../x' })).toEqual([400, 'bad-request'])
  })

  it('without a token, and with a token that is none', async () => {
    const form = await formOf(await picture())
    const ask = { method: 'POST', url: '/api/media?room=lobby&kind=image', ...form } as const
    expect((await server.ask(ask)).body.code).toBe('not-signed-in')
    expect((await server.ask({ ...ask, token: 'x' })).body.code).toBe('not-signed-in')
  })

  it('a kind that is none', async () => {
    expect(await codeOf(await picture(), { kind: 'text' })).toEqual([400, 'bad-request'])
    expect(await codeOf(await picture(), { kind: '__proto__' })).toEqual([400, 'bad-request'])
  })

  it('what is no form, and a form without a file', async () => {
    const url = '/api/media?room=lobby&kind=image'
    const asJson = await server.post(url, { file: 'x' }, ann.token)
    expect([asJson.status, asJson.body.code]).toEqual([415, 'wrong-body'])
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const ask = { method: 'POST', url, token: ann.token, headers } as const
    const field = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'
    expect((await server.ask({ ...ask, payload: field })).body.code).toBe('wrong-body')
    expect((await server.ask({ ...ask, payload: '--x\r\nnonsense' })).status).toBeLessThan(500)
    expect((await server.ask({ ...ask, payload: '' })).status).toBeLessThan(500)
  })
})

describe('A name', () => {
  const nameOf = async (name: string) =>
    (await upload(server, ann, Buffer.from('x'), { kind: 'file', name })).body.name

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['.htaccess', 'htaccess'],
    ['..', 'file'],
    ['', 'file'],
    ['a\u202egpj.exe', 'agpj.exe'],
    ['a\nb\0c.txt', 'abc.txt'],
    ['con:<x>|"y"?.txt', 'conxy.txt'],
    ['  tea  .pdf ', 'tea  .pdf'],
  ])('%j becomes %j', async (given, tidy) => {
    expect(await nameOf(given)).toBe(tidy)
  })

  it.each(['می‌خواهم.pdf', '👨‍👩‍👧.pdf', '🏴󠁧󠁢󠁥󠁮󠁧󠁿.txt', 'क्‍ष.doc'])('%s is kept to the letter', async (given) => {
    expect(await nameOf(given)).toBe(given)
  })

  it('that shows nothing is none', async () => {
    expect(await nameOf('\u200b\u200d')).toBe('file')
  })

  it('is cut to 200 bytes at a character, and keeps its ending', async () => {
    expect(await nameOf(`../${'长'.repeat(300)}.docx`)).toBe(`${'长'.repeat(65)}.docx`)
    expect(await nameOf(`${'长'.repeat(95)}.docx`)).toBe(`${'长'.repeat(65)}.docx`)
    expect(await nameOf(`${'x'.repeat(300)}.docx`)).toBe(`${'x'.repeat(95)}.docx`)
    const family = '👨‍👩‍👧'
    expect(await nameOf(`${family.repeat(40)}.png`)).toBe(`${family.repeat(10)}.png`)
  })
})

describe('The server is out of', () => {
  it('what one person may upload: quota-reached', async () => {
    await server.close()
    server = await TestServer.open({ mediaQuotaMb: 1 })
    ann = await member(server, 'Ann')
    expect((await upload(server, ann, Buffer.alloc(700_000), { kind: 'file' })).status).toBe(200)
    expect(await codeOf(Buffer.alloc(700_000), { kind: 'file' })).toEqual([403, 'quota-reached'])
    const bo = await member(server, 'Bo')
    expect((await upload(server, bo, Buffer.alloc(700_000), { kind: 'file' })).status).toBe(200)
  })

  it('room on its disk: storage-full, and the quota is given back', async () => {
    const { media } = server
    const { put } = media.blobs
    media.blobs.put = () => Promise.reject(new MediaRefused('storage-full'))
    expect(await codeOf(Buffer.from('x'), { kind: 'file' })).toEqual([507, 'storage-full'])
    const [marked] = await server.ports.ports.store.uploads.markedForDeletion(10)
    expect(marked).toMatchObject({ owner: ann.id, state: 'doomed' })
    media.blobs.put = put
  })
})

it('An upload that is cut at 99 % leaves nothing behind', async () => {
  await server.http.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.http.server.address() as AddressInfo
  const { payload, headers } = await formOf(Buffer.alloc(2_000_000, 7), 'big.bin')
  const url = '/api/media?room=lobby&kind=file'
  const sending = request({
    port,
    path: url,
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${ann.token}`, 'content-length': payload.length },
  })
  sending.on('error', () => undefined)
  const answered = new Promise<void>((done) => {
    server.http.addHook('onRequestAbort', async () => done())
  }).catch(() => undefined)
  sending.write(payload.subarray(0, payload.length * 0.99), () => sending.destroy())
  await Promise.race([answered, new Promise((done) => sending.once('close', done))])
  await expect.poll(kept).toEqual([])
  expect(await server.ports.ports.store.uploads.bytesOf(ann.id)).toBe(0)
  expect((await server.get('/api/me', ann.token)).status).toBe(200)
})

it('One person does not begin too many uploads', async () => {
  const codes: string[] = []
  for (let count = 0; count < 40; count += 1)
    codes.push((await upload(server, ann, Buffer.from('x'), { kind: 'file' })).body.code)
  expect(codes.filter((code) => code === 'too-fast').length).toBe(10)
})
