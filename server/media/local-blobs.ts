import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Blobs, checkKey, type Span } from './blobs'
import { fullOr } from './media-refused'

/** Files in a folder of this machine, spread over folders by the first letters of their keys. */
export class LocalBlobs implements Blobs {
  readonly #dir: string

  constructor(dir: string) {
    this.#dir = dir
  }

  async put(key: string, bytes: Readable, size: number): Promise<void> {
    const path = this.#path(key)
    const draft = `${path}.${randomUUID()}`
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const file = createWriteStream(draft, { mode: 0o600, flush: true })
      await pipeline(bytes, file)
      if (file.bytesWritten !== size) throw new Error('A file has not the size that was said')
      await rename(draft, path)
      await flushFolder(dirname(path))
    } catch (error) {
      await rm(draft, { force: true })
      throw fullOr(error)
    }
  }

  async open(key: string, span?: Span): Promise<Readable | undefined> {
    const file = await open(this.#path(key)).catch(absent)
    return file && createReadStream('', { fd: file, ...span })
  }

  async has(key: string): Promise<boolean> {
    return (await this.size(key)) !== undefined
  }

  async size(key: string): Promise<number | undefined> {
    return (await stat(this.#path(key)).catch(absent))?.size
  }

  async remove(key: string): Promise<void> {
    await rm(this.#path(key), { force: true })
  }

  #path(key: string): string {
    return join(this.#dir, checkKey(key).slice(0, 2), key)
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

/** A new name is on the disk when its folder is. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
