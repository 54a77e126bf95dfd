import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { LocalBlobs } from '../../server/media/local-blobs'
import { describeBlobs } from './blobs.contract'

describeBlobs('a folder', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'blobs-'))
  return {
    blobs: new LocalBlobs(dir),
    other: new LocalBlobs(dir),
    dispose: () => rm(dir, { recursive: true }),
  }
})

it('a put that fails leaves what was there, and no draft', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'blobs-'))
  const blobs = new LocalBlobs(dir)
  await blobs.put('abc123', Readable.from(['whole']), 5)
  await expect(blobs.put('abc123', Readable.from(['x']), 2)).rejects.toThrow()
  expect(await readdir(join(dir, 'ab'))).toEqual(['abc123'])
  expect(await readFile(join(dir, 'ab', 'abc123'), 'utf8')).toBe('whole')
  await rm(dir, { recursive: true })
})

it('a file of another size than was said is not taken over, and leaves what was there', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'blobs-'))
  const blobs = new LocalBlobs(join(dir, 'media'))
  await blobs.put('abc123', Readable.from(['whole']), 5)
  await writeFile(join(dir, 'file'), 'x')
  await expect(blobs.putFile('abc123', join(dir, 'file'), 2)).rejects.toThrow()
  expect(await readdir(join(dir, 'media', 'ab'))).toEqual(['abc123'])
  expect(await readFile(join(dir, 'media', 'ab', 'abc123'), 'utf8')).toBe('whole')
  await rm(dir, { recursive: true })
})

it('a file that is taken over, also twice, is not written anew, and is read by nobody else', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'blobs-'))
  const blobs = new LocalBlobs(join(dir, 'media'))
  await writeFile(join(dir, 'file'), 'x', { mode: 0o644 })
  await blobs.putFile('abc123', join(dir, 'file'), 1)
  await blobs.putFile('abc123', join(dir, 'file'), 1)
  expect(await readdir(join(dir, 'media', 'ab'))).toEqual(['abc123'])
  const [kept, file] = await Promise.all([stat(join(dir, 'media', 'ab', 'abc123')), stat(join(dir, 'file'))])
  expect(kept.ino).toBe(file.ino)
  expect(kept.mode & 0o777).toBe(0o600)
  await rm(dir, { recursive: true })
})
