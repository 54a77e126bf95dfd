import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
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
