import { afterAll, beforeAll, expect, it } from 'vitest'
import { movingPicture, picture } from '../../../support/media-files'
import { member, passOf, upload } from '../http/form'
import { type Guest, TestServer } from '../http/server'

let server: TestServer
let ann: Guest
beforeAll(async () => {
  server = await TestServer.open()
  ann = await member(server, 'Ann')
})
afterAll(() => server.close())

async function send(bytes: Uint8Array) {
  const { status, body } = await upload(server, ann, bytes, { kind: 'image' })
  return { status, ...body }
}

async function kept(media: string): Promise<Buffer> {
  return (await server.get(`/media/${media}?pass=${await passOf(server, ann)}`)).bytes
}

it('A moving WebP keeps its frames and their times to the byte, and nothing else', async () => {
  const moving = await movingPicture(5, 32, 'webp')
  const place = Buffer.from('EXIF\x08\0\0\0at home!', 'latin1')
  const script = Buffer.from('<script>alert(1)</script>')
  const spoilt = Buffer.concat([moving, place, script])
  // The head says that there is EXIF, and how long the whole is without what is behind its end.
  spoilt.writeUInt8(spoilt.readUInt8(20) | 0x08, 20)
  spoilt.writeUInt32LE(moving.length + place.length - 8, 4)
  const { status, media, size, width, height } = await send(spoilt)
  expect([status, size, width, height]).toEqual([200, moving.length, 32, 32])
  expect((await kept(media)).equals(moving)).toBe(true)
})

it('A moving WebP that ends too early is a damaged file', async () => {
  const moving = await movingPicture(5, 32, 'webp')
  expect(await send(moving.subarray(0, -20))).toMatchObject({ status: 422, code: 'broken-file' })
})

it('A GIF or WebP says whether it moves; other pictures say nothing of it', async () => {
  for (const format of ['gif', 'webp'] as const) {
    expect(await send(await movingPicture(2, 32, format))).toMatchObject({ status: 200, moving: true })
    expect(await send(await picture(format))).toMatchObject({ status: 200, moving: false })
  }
  for (const format of ['png', 'jpeg'] as const)
    expect(await send(await picture(format))).not.toHaveProperty('moving')
})
