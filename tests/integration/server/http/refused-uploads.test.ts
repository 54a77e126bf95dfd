import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { limits } from '#protocol'
import { m4a, movingPicture, mp3, mp4, picture } from '../../../support/media-files'
import { formOf, keptFiles, member, upload } from './form'
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

describe('What is refused, and leaves nothing behind:', () => {
  afterEach(async () => {
    expect(await keptFiles(server)).toEqual([])
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
