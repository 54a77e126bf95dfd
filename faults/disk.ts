import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { appendFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** Only as much memory is taken as files are written. */
const size = '2g'
/** Bytes that are left to be taken bit by bit. */
const rest = 4_194_304

/** A folder for data on a disk of its own. */
export interface Disk {
  dir: string
  /** What it is; where nothing can be filled, why. */
  what: string
  /** Takes all the room that is left; absent where this machine does not let us. */
  fill?: () => Promise<void>
  free(): Promise<void>
  close(): Promise<void>
}

/** False where the disk is full; anything else is a fault. */
function isOver(error: NodeJS.ErrnoException): boolean {
  if (error.code !== 'ENOSPC') throw error
  return false
}

/** A small file system in memory where we may mount one; else a plain folder that cannot be filled. */
export async function openDisk(): Promise<Disk> {
  const dir = mkdtempSync(join(tmpdir(), 'faults-'))
  const ballast = join(dir, 'ballast')
  const forget = () => rmSync(dir, { recursive: true, force: true })
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', dir])
  } catch {
    const what = 'a plain folder: no right to mount a disk that can be filled'
    return { dir, what, free: async () => undefined, close: async () => forget() }
  }
  return {
    dir,
    what: `a tmpfs of ${size}, filled by a file`,
    async fill() {
      const { bavail, bsize } = statfsSync(dir)
      await run('fallocate', ['-l', String(bavail * bsize - rest), ballast])
      // The server writes meanwhile, so what is left can only be taken bit by bit.
      const bit = Buffer.alloc(bsize)
      for (let room = true; room; ) room = await appendFile(ballast, bit).then(() => true, isOver)
    },
    free: () => rm(ballast, { force: true }),
    async close() {
      await run('umount', [dir])
      forget()
    },
  }
}
