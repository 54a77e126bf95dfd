import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Progress } from './progress'

/** The file that makes a folder a whole backup; `sha256sum -c SHA256SUMS` reads it, too. */
const sumsFile = 'SHA256SUMS'

/** SHA-256 by file, relative to the folder of the backup. */
export type Sums = Map<string, string>

/** The sum of a file's content, told to `progress` as it is read. */
export async function sumOf(path: string, progress: Progress): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), async function* (parts: AsyncIterable<Buffer>) {
    for await (const part of parts) {
      hash.update(part)
      progress.add(part.length)
      yield
    }
  })
  return hash.digest('hex')
}

/** Writes the sums, last of all: a backup that was interrupted has none. */
export async function writeSums(dir: string, sums: Sums): Promise<void> {
  const text = [...sums].map(([file, sum]) => `${sum}  ${file}\n`).join('')
  const draft = join(dir, `${sumsFile}.draft`)
  await writeFile(draft, text, { mode: 0o600, flush: true })
  await rename(draft, join(dir, sumsFile))
}

/** The sums of a backup; nothing where the folder holds no whole one. */
export async function readSums(dir: string): Promise<Sums | undefined> {
  const text = await readFile(join(dir, sumsFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  if (text === undefined) return undefined
  return new Map(
    text
      .trimEnd()
      .split('\n')
      .map((line): [string, string] => [line.slice(66), line.slice(0, 64)]),
  )
}
