import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect } from 'vitest'
import type { Blobs } from '../../../server/media/blobs'

/** A place for one test. */
export interface OpenedBlobs {
  blobs: Blobs
  /** The same files through another server. */
  other: Blobs
  dispose(): Promise<void>
}

const type = 'application/octet-stream'

function put(blobs: Blobs, key: string, bytes: Buffer | string): Promise<void> {
  const all = Buffer.from(bytes)
  return blobs.put(key, Readable.from([all]), all.length, type)
}

async function content(blobs: Blobs, key: string, span?: { start: number; end: number }) {
  const bytes = await blobs.open(key, span)
  return bytes && (await buffer(bytes))
}

export const blobsTests: Record<string, (opened: OpenedBlobs) => Promise<void>> = {
  'gives back what was put, to the byte': async ({ blobs, other }) => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 31) % 251))
    await put(blobs, 'abc123', bytes)
    expect((await content(other, 'abc123'))?.equals(bytes)).toBe(true)
    expect(await blobs.has('abc123')).toBe(true)
  },

  'takes a stream of many pieces': async ({ blobs }) => {
    const pieces = Array.from({ length: 64 }, (_, at) => Buffer.alloc(65_536, at))
    await blobs.put('abc123', Readable.from(pieces), 64 * 65_536, type)
    expect((await content(blobs, 'abc123'))?.equals(Buffer.concat(pieces))).toBe(true)
  },

  'takes a file over, which its owner may then remove': async ({ blobs, other }) => {
    const dir = await mkdtemp(join(tmpdir(), 'file-'))
    const path = join(dir, 'file')
    await writeFile(path, 'hello world')
    await put(blobs, 'abc123', 'before')
    await blobs.putFile('abc123', path, 11, type)
    await rm(dir, { recursive: true })
    expect(String(await content(other, 'abc123'))).toBe('hello world')
  },

  'gives a span, both ends included': async ({ blobs }) => {
    await put(blobs, 'abc123', 'hello world')
    expect(String(await content(blobs, 'abc123', { start: 0, end: 4 }))).toBe('hello')
    expect(String(await content(blobs, 'abc123', { start: 6, end: 10 }))).toBe('world')
    expect(String(await content(blobs, 'abc123', { start: 4, end: 4 }))).toBe('o')
  },

  'replaces what is there': async ({ blobs, other }) => {
    await put(blobs, 'abc123', 'one')
    await put(blobs, 'abc123', 'another')
    expect(String(await content(other, 'abc123'))).toBe('another')
  },

  'keeps files apart whose names begin alike': async ({ blobs }) => {
    for (const key of ['abc123', 'abc123.thumb', 'abc123.0', 'abc1234']) await put(blobs, key, key)
    await blobs.remove('abc123')
    expect(await content(blobs, 'abc123')).toBeUndefined()
    for (const key of ['abc123.thumb', 'abc123.0', 'abc1234'])
      expect(String(await content(blobs, key))).toBe(key)
  },

  'has nothing under a key that was never put, nor removed': async ({ blobs, other }) => {
    expect(await blobs.open('nothing')).toBeUndefined()
    expect(await blobs.open('nothing', { start: 0, end: 1 })).toBeUndefined()
    expect(await blobs.has('nothing')).toBe(false)
    await put(blobs, 'abc123', 'x')
    await other.remove('abc123')
    expect(await blobs.has('abc123')).toBe(false)
    expect(await blobs.open('abc123')).toBeUndefined()
  },

  'removes twice, and what was never there': async ({ blobs }) => {
    await put(blobs, 'abc123', 'x')
    for (const key of ['abc123', 'abc123', 'nothing']) await blobs.remove(key)
    expect(await blobs.has('abc123')).toBe(false)
  },

  'says so when the bytes break off': async ({ blobs }) => {
    await expect(blobs.put('abc123', Readable.from(breaking()), 10, type)).rejects.toThrow()
  },

  'says so when fewer bytes come than were said': async ({ blobs }) => {
    await expect(blobs.put('abc123', Readable.from([Buffer.from('abc')]), 5, type)).rejects.toThrow()
  },

  'takes the same key from many at once': async ({ blobs, other }) => {
    const puts = Array.from({ length: 8 }, (_, at) => put(at % 2 ? blobs : other, 'abc123', `file ${at}`))
    await Promise.all(puts)
    expect(String(await content(blobs, 'abc123'))).toMatch(/^file \d$/)
  },

  'names no file by a key that is not one of ours': async ({ blobs }) => {
    for (const key of [
      '',
      '..',
      '../abc',
      'ab/../../cd',
      '/etc/passwd',
      'abc\0',
      'ABC123',
      'abc123.',
      'abc.thumb/x',
      '%2e%2e',
      'abc?x=1',
    ]) {
      await expect(put(blobs, key, 'x'), key).rejects.toThrow('Not a key')
      await expect(blobs.open(key), key).rejects.toThrow('Not a key')
      await expect(blobs.remove(key), key).rejects.toThrow('Not a key')
    }
  },
}

function* breaking(): Generator<Buffer> {
  yield Buffer.from('half')
  throw new Error('the line broke')
}
