import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { movingPicture, recordedVoice } from '../../../support/media-files'
import { member, passOf, upload } from '../http/form'
import { type Guest, TestServer } from '../http/server'

/** Small files as phones, browsers and people make them. */
const fileOf = (name: string) => readFile(join(import.meta.dirname, 'cases', name))

let server: TestServer
let ann: Guest
beforeAll(async () => {
  server = await TestServer.open()
  ann = await member(server, 'Ann')
})
afterAll(() => server.close())

async function send(bytes: Uint8Array, kind: string) {
  const { status, body } = await upload(server, ann, bytes, { kind })
  return { status, ...body }
}

async function kept(media: string): Promise<Buffer> {
  return (await server.get(`/media/${media}?pass=${await passOf(server, ann)}`)).bytes
}

it('An MP3 of variable rate lasts as long as its frames, whatever the first of them look like', async () => {
  const { status, type, duration } = await send(await fileOf('speech42-vbr.mp3'), 'voice')
  expect([status, type]).toEqual([200, 'audio/mpeg'])
  expect(Math.abs(duration - 42_100)).toBeLessThanOrEqual(100)
})

it('A film in fragments lasts as long as all of them', async () => {
  const short = await send(await fileOf('frag.mp4'), 'video')
  expect(short).toMatchObject({ status: 200, type: 'video/mp4', duration: 2_000, width: 64, height: 48 })
  expect(await send(await fileOf('frag60.mp4'), 'video')).toMatchObject({ status: 200, duration: 60_000 })
})

it('A voice that a browser recorded lasts as long as its packets, and no longer than a voice may', async () => {
  const short = await send(recordedVoice(15_000), 'voice')
  expect(short).toMatchObject({ status: 200, type: 'audio/mp4', duration: 15_000 })
  expect(await send(recordedVoice(70_200), 'voice')).toMatchObject({ status: 422, code: 'too-long' })
})

it('A film is known by its boxes, not by its brand', async () => {
  const film = await fileOf('v.m4v')
  for (const brand of [
    'M4V ',
    'M4VP',
    'isom',
    'mp42',
    'avc1',
    'dash',
    'MSNV',
    '3gp5',
    'f4v ',
    'XAVC',
    'any1',
  ]) {
    const branded = Buffer.from(film)
    branded.write(brand, 8, 'latin1')
    const told = await send(branded, 'video')
    expect([brand, told.status, told.type, told.duration]).toEqual([brand, 200, 'video/mp4', 2_000])
  }
})

it('A sound that plays on few devices is no voice message, whatever holds it', async () => {
  expect(await send(await fileOf('ac3.mp4'), 'voice')).toMatchObject({ status: 415, code: 'wrong-type' })
})

it('A photo of 50 megapixels is made smaller', async () => {
  const told = await send(await fileOf('p50mp.jpg'), 'image')
  expect(told).toMatchObject({ status: 200, type: 'image/jpeg', width: 4_096, height: 3_072 })
})

it('A long picture of a screen stays as wide as the screen', async () => {
  const long = await sharp({ create: { width: 1_080, height: 16_000, channels: 3, background: '#fff' } })
    .png({ palette: true })
    .toBuffer()
  expect(await send(long, 'image')).toMatchObject({ status: 200, width: 1_080, height: 16_000 })
  const twice = await sharp(long, { limitInputPixels: false })
    .resize({ width: 2_160, height: 16_000, fit: 'fill' })
    .png({ palette: true })
    .toBuffer()
  expect(await send(twice, 'image')).toMatchObject({ status: 200, width: 1_080, height: 8_000 })
})

it('A JPEG short of its end is drawn, half of one is not', async () => {
  const noise = { type: 'gaussian', mean: 90, sigma: 30 } as const
  const whole = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#fff', noise } })
    .jpeg()
    .toBuffer()
  for (const missing of [1, 2, 10, Math.floor(whole.length / 50)])
    expect(await send(whole.subarray(0, -missing), 'image')).toMatchObject({
      status: 200,
      width: 400,
      height: 300,
    })
  expect(await send(whole.subarray(0, whole.length / 2), 'image')).toMatchObject({ code: 'broken-file' })
})

it('A moving WebP that is to be turned is turned, and moves', async () => {
  const frames = Buffer.concat([40, 120, 200].map((grey) => Buffer.alloc(60 * 30 * 3, grey)))
  const lying = await sharp(frames, { raw: { width: 60, height: 90, channels: 3, pageHeight: 30 } })
    .withMetadata({ orientation: 6 })
    .webp({ delay: [100, 200, 300], loop: 2 })
    .toBuffer()
  const { status, media, width, height } = await send(lying, 'image')
  expect([status, width, height]).toEqual([200, 30, 60])
  const { pages, delay, loop, orientation } = await sharp(await kept(media), { animated: true }).metadata()
  expect({ pages, delay, loop, orientation }).toEqual({
    pages: 3,
    delay: [100, 200, 300],
    loop: 2,
    orientation: undefined,
  })
})

it('A moving GIF keeps its frames and their times, and nothing else', async () => {
  const moving = await movingPicture(5)
  const comment = Buffer.from('21fe0b6d61646520627920416e6e00', 'hex')
  const script = Buffer.from('<script>alert(1)</script>')
  // Behind the head and its colours, and behind the end.
  const place = moving.indexOf(Buffer.from('21ff0b', 'hex'))
  const spoilt = Buffer.concat([moving.subarray(0, place), comment, moving.subarray(place), script])
  const { status, media, size, width, height } = await send(spoilt, 'image')
  expect([status, size, width, height]).toEqual([200, moving.length, 32, 32])
  expect((await kept(media)).equals(moving)).toBe(true)
})

it('A moving PNG is a picture', async () => {
  const { status, type, width, height } = await send(await fileOf('a.png'), 'image')
  expect([status, type, width, height]).toEqual([200, 'image/png', 60, 40])
})
