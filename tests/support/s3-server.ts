import S3rver from 's3rver'
import type { S3Options } from '../../server/media/s3-blobs'

/**
 * An S3 server in this process, s3rver from npm, with one empty bucket. It knows keys by their
 * id, and does not verify signatures of version 4.
 */
export async function startS3(directory: string): Promise<S3Options & { close(): Promise<void> }> {
  const server = new S3rver({
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
