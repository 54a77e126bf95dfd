import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import { StoreUnavailable } from '../store/store'
import { type Blobs, checkKey, type Span } from './blobs'
import { MediaRefused } from './media-refused'

export interface S3Options {
  /** The address of the bucket, with the bucket in its host or its path, and no slash at the end. */
  url: string
  region: string
  keyId: string
  secret: string
}

/** Milliseconds in which the service has to take an upload and begin its answer. */
const patienceMs = 120_000

/** Objects in a bucket of any service that speaks S3: MinIO, Aliyun OSS, Tencent COS, AWS. */
export class S3Blobs implements Blobs {
  readonly #url: string
  readonly #client: AwsClient

  constructor({ url, region, keyId, secret }: S3Options) {
    this.#url = url
    this.#client = new AwsClient({
      accessKeyId: keyId,
      secretAccessKey: secret,
      service: 's3',
      region,
      // A stream cannot be sent twice.
      retries: 0,
    })
  }

  async put(key: string, bytes: Readable, size: number, type: string): Promise<void> {
    const answer = await this.#ask(key, {
      method: 'PUT',
      body: Readable.toWeb(bytes) as NonNullable<RequestInit['body']>,
      headers: {
        'content-type': type,
        // Without a length the body would be chunked, which S3 does not take.
        'content-length': String(size),
        // What is streamed cannot be hashed before; the connection is TLS or local.
        'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
      },
      // fetch asks for it where the body is a stream; the types of Node 20 do not have it.
      ...{ duplex: 'half' },
    })
    await answer.body?.cancel()
    if (answer.status === 507) throw new MediaRefused('storage-full')
    expect(answer, 200)
  }

  putFile(key: string, path: string, size: number, type: string): Promise<void> {
    return this.put(key, createReadStream(path), size, type)
  }

  async open(key: string, span?: Span): Promise<Readable | undefined> {
    const headers = span ? { range: `bytes=${span.start}-${span.end}` } : {}
    const answer = await this.#ask(key, { headers })
    if (answer.status === 404) return void (await answer.body?.cancel())
    expect(answer, span ? 206 : 200)
    // The types of the two are one at run time.
    return answer.body ? Readable.fromWeb(answer.body as ReadableStream) : Readable.from([])
  }

  async has(key: string): Promise<boolean> {
    return (await this.size(key)) !== undefined
  }

  async size(key: string): Promise<number | undefined> {
    const answer = await this.#ask(key, { method: 'HEAD' })
    if (answer.status === 404) return undefined
    expect(answer, 200)
    return Number(answer.headers.get('content-length'))
  }

  async remove(key: string): Promise<void> {
    const answer = await this.#ask(key, { method: 'DELETE' })
    await answer.body?.cancel()
    // Some services answer 404 for what is gone, S3 itself 204.
    if (answer.status !== 404) expect(answer, 204)
  }

  async #ask(key: string, request: RequestInit): Promise<Response> {
    const signed = await this.#client.sign(`${this.#url}/${checkKey(key)}`, request)
    // Only until the answer begins: a slow reader takes as long as it takes.
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort(), patienceMs)
    try {
      return await fetch(signed, { signal: patience.signal })
    } catch (error) {
      throw new StoreUnavailable(`S3 is out of reach: ${causeOf(error)}`)
    } finally {
      clearTimeout(timer)
    }
  }
}

function expect({ status }: Response, expected: number): void {
  if (status !== expected) throw new StoreUnavailable(`S3 has answered with ${status}`)
}

/** What fetch says of itself is only that it failed. */
function causeOf(error: unknown): string {
  const { cause, message } = error as Error
  return cause instanceof Error ? cause.message : message
}
