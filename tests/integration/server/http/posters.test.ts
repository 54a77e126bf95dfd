import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sweep } from '../../../../server/media/sweep'
import { mp4, picture } from '../../../support/media-files'
import { formOf, member, passOf, upload } from './form'
import { type Guest, TestServer } from './server'

let server: TestServer
let ann: Guest
let video: string
beforeAll(async () => {
  server = await TestServer.open()
})
beforeEach(async () => {
  ann = await member(server, 'Ann')
  video = (await upload(server, ann, mp4({ width: 1_920, height: 1_080 }), { kind: 'video' })).body.media
})
afterAll(() => server.close())

async function give({ token }: Guest, bytes: Uint8Array, media = video) {
  const url = `/api/media/${media}/poster`
  return server.ask({ method: 'POST', url, token, ...(await formOf(bytes)) })
}

/** Width, height, and how red the middle is: 0 to 255. */
async function poster() {
  const { bytes } = await server.get(`/media/${video}.thumb?pass=${await passOf(server, ann)}`)
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  const middle = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels
  return { sides: [info.width, info.height], red: data[middle] ?? -1 }
}

const red = () =>
  sharp({ create: { width: 960, height: 540, channels: 3, background: '#f00' } })
    .png()
    .toBuffer()

describe('A video', () => {
  it('has a plain picture of its shape when nobody gives another', async () => {
    const { sides, red } = await poster()
    expect(sides).toEqual([480, 270])
    expect(red).toBeLessThan(64)
  })

  it('has the picture that its owner gives, made small', async () => {
    expect((await give(ann, await red())).status).toBe(204)
    const { sides, red: level } = await poster()
    expect(sides).toEqual([480, 270])
    expect(level).toBeGreaterThan(200)
  })

  it('goes with its picture', async () => {
    await give(ann, await red())
    await server.ports.ports.store.uploads.markForDeletion(video)
    await sweep(server.media)
    const files = await readdir(join(server.ports.dir, 'media'), { recursive: true })
    expect(files.filter((name) => name.includes(video))).toEqual([])
  })
})

describe('A picture of a video is not taken', () => {
  it('from somebody else, nor once the video is said, nor for what is no video', async () => {
    const bo = await member(server, 'Bo')
    expect((await give(bo, await red())).body.code).toBe('unknown-upload')
    const still = (await upload(server, ann, await picture())).body.media
    expect((await give(ann, await red(), still)).body.code).toBe('unknown-upload')
    await server.ports.ports.store.uploads.claim(video, 'm1')
    expect((await give(ann, await red())).body.code).toBe('unknown-upload')
  })

  it.each([
    ['that is none', Buffer.from('<svg/>'), 'wrong-type'],
    ['that is damaged', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'broken-file'],
    ['of more than 8 MiB', Buffer.alloc(8 * 1_048_576 + 1), 'file-too-large'],
  ])('%s, and the one before stays', async (_, bytes, code) => {
    expect((await give(ann, bytes)).body.code).toBe(code)
    expect((await poster()).sides).toEqual([480, 270])
  })
})
