import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises'
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
    await this.#draft(key, async (draft) => {
      const file = createWriteStream(draft, { mode: 0o600, flush: true })
      await pipeline(bytes, file)
      if (file.bytesWritten !== size) throw new Error('A file has not the size that was said')
    })
  }

  /** By a second name for the same bytes, where the folders are of one file system that has such names. */
  async putFile(key: string, path: string, size: number): Promise<void> {
    const isLinked = await this.#draft(key, (draft) => linked(path, draft, size))
    if (!isLinked) await this.put(key, createReadStream(path), size)
  }

  /** Makes a file under a name of its own, which is the key's when it is whole; nothing is made where `make` says so by `false`. */
  async #draft<Made>(key: string, make: (draft: string) => Promise<Made>): Promise<Made> {
    const path = this.#path(key)
    const draft = `${path}.${randomUUID()}`
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const made = await make(draft)
      if (made === false) return made
      await rename(draft, path)
      // Of two names of one file rename(2) leaves both.
      await rm(draft, { force: true })
      await flushFolder(dirname(path))
      return made
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

/** File systems that have no second names: EXDEV for two of them, the others for one that has none. */
const unlinkable = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK'])

/** False where a file cannot have a second name. */
async function linked(path: string, name: string, size: number): Promise<boolean> {
  try {
    await link(path, name)
  } catch (error) {
    if (unlinkable.has((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
  const file = await open(name)
  try {
    if ((await file.stat()).size !== size) throw new Error('A file has not the size that was said')
    await file.chmod(0o600)
    await file.sync()
  } finally {
    await file.close()
  }
  return true
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
