import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, expect, it } from 'vitest'
import { S3Blobs } from '../../server/media/s3-blobs'
import { StoreUnavailable } from '../../server/store/store'
import { startS3 } from '../support/s3-server'
import { describeBlobs } from './blobs.contract'

async function openBucket() {
  const dir = await mkdtemp(join(tmpdir(), 's3-'))
  const { close: dispose, ...options } = await startS3(dir)
  folders.push(dir)
  return { options, dispose }
}

/** Taken away at the end: a request that broke off may still be written to its folder when its server is closed. */
const folders: string[] = []

afterAll(() => Promise.all(folders.map((dir) => rm(dir, { recursive: true }))))

describeBlobs('S3 (s3rver)', async () => {
  const { options, dispose } = await openBucket()
  return { blobs: new S3Blobs(options), other: new S3Blobs(options), dispose }
})

const put = (blobs: S3Blobs) => blobs.put('abc123', Readable.from([Buffer.from('x')]), 1, 'text/plain')

it('a bucket that does not know the key is unavailable', async () => {
  const { options, dispose } = await openBucket()
  await expect(put(new S3Blobs({ ...options, keyId: 'STRANGER' }))).rejects.toBeInstanceOf(StoreUnavailable)
  await dispose()
})

it('a bucket that is out of reach is unavailable', async () => {
  const { options, dispose } = await openBucket()
  await dispose()
  const blobs = new S3Blobs(options)
  await expect(put(blobs)).rejects.toBeInstanceOf(StoreUnavailable)
  await expect(blobs.open('abc123')).rejects.toBeInstanceOf(StoreUnavailable)
  await expect(blobs.has('abc123')).rejects.toBeInstanceOf(StoreUnavailable)
  await expect(blobs.remove('abc123')).rejects.toBeInstanceOf(StoreUnavailable)
})

it('a bucket without room says so', async () => {
  const full = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(507).end())
  })
  await new Promise<void>((done) => full.listen(0, '127.0.0.1', done))
  const { port } = full.address() as AddressInfo
  const blobs = new S3Blobs({ url: `http://127.0.0.1:${port}/b`, region: 'r', keyId: 'k', secret: 's' })
  await expect(put(blobs)).rejects.toMatchObject({ code: 'storage-full' })
  full.close()
})
