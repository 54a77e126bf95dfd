import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fullOr, MediaRefused } from './media-refused'

/** Milliseconds after which a file in the spool belongs to a process that died. */
const forgottenMs = 3_600_000

/**
 * Writes a stream into a file of the spool, gives its path to `use`, and takes away whatever has that
 * name, or begins with it, when `use` is done. Rejects with `MediaRefused` when more than `most` bytes come.
 */
export async function spooled<T>(
  dir: string,
  bytes: Readable,
  most: number,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const name = randomUUID()
  await mkdir(dir, { recursive: true, mode: 0o700 })
  try {
    const path = join(dir, name)
    await pipeline(bytes, atMost(most), createWriteStream(path, { mode: 0o600 }))
    return await use(path)
  } catch (error) {
    throw fullOr(error)
  } finally {
    const left = (await readdir(dir)).filter((one) => one.startsWith(name))
    await Promise.all(left.map((one) => rm(join(dir, one), { force: true })))
  }
}

function atMost(most: number): Transform {
  let size = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > most) done(new MediaRefused('file-too-large'))
      else done(null, chunk)
    },
  })
}

/** Takes away what a process left that died while it received. `now`: by the clock of the file system. */
export async function sweepSpool(dir: string, now: number): Promise<void> {
  const names = await readdir(dir).catch(() => [])
  for (const name of names) {
    const path = join(dir, name)
    const written = await stat(path).catch(() => undefined)
    if (written && now - written.mtimeMs > forgottenMs) await rm(path, { force: true })
  }
}
