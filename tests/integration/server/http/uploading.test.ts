import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MediaRefused } from '../../../../server/media/media-refused'
import { m4a, movingPicture, mp3, mp4, picture } from '../../../support/media-files'
import { formOf, keptFiles, member, passOf, upload } from './form'
import { type Guest, TestServer } from './server'

let server: TestServer
let ann: Guest
beforeEach(async () => {
  server = await TestServer.open()
  ann = await member(server, 'Ann')
})
afterEach(() => server.close())

async function codeOf(bytes: Uint8Array, options = {}): Promise<[number, string]> {
  const { status, body } = await upload(server, ann, bytes, options)
  return [status, body?.code]
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
    expect(await keptFiles(server)).toEqual(expect.arrayContaining([body.media, `${body.media}.thumb`]))
    expect(await keptFiles(server)).toHaveLength(2)
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
    expect(await keptFiles(server)).toEqual(expect.arrayContaining([body.media, `${body.media}.thumb`]))
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
    const { putFile } = media.blobs
    media.blobs.putFile = () => Promise.reject(new MediaRefused('storage-full'))
    expect(await codeOf(Buffer.from('x'), { kind: 'file' })).toEqual([507, 'storage-full'])
    const [marked] = await server.ports.ports.store.uploads.markedForDeletion(10)
    expect(marked).toMatchObject({ owner: ann.id, state: 'doomed' })
    media.blobs.putFile = putFile
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
  await expect.poll(() => keptFiles(server)).toEqual([])
  expect(await server.ports.ports.store.uploads.bytesOf(ann.id)).toBe(0)
  expect((await server.get('/api/me', ann.token)).status).toBe(200)
})

it('One person does not begin too many uploads', async () => {
  const codes: string[] = []
  for (let count = 0; count < 40; count += 1)
    codes.push((await upload(server, ann, Buffer.from('x'), { kind: 'file' })).body.code)
  expect(codes.filter((code) => code === 'too-fast').length).toBe(10)
})
