import { createRequire } from 'node:module'
import type { S3Options } from '../../server/media/s3-blobs'

interface S3rver {
  run(): Promise<{ port: number }>
  close(): Promise<void>
}
type S3rverClass = new (options: object) => S3rver

// The package has no types.
const Server = createRequire(import.meta.url)('s3rver') as S3rverClass

/**
 * An S3 server in this process, s3rver from npm, with one empty bucket. It knows keys by their
 * id, and does not verify signatures of version 4.
 */
export async function startS3(directory: string): Promise<S3Options & { close(): Promise<void> }> {
  const server = new Server({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: 'chat' }],
  })
  const { port } = await server.run()
  const key = 'S3RVER'
  return {
    url: `http://127.0.0.1:${port}/chat`,
    region: 'us-east-1',
    keyId: key,
    secret: key,
    close: () => server.close(),
  }
}
