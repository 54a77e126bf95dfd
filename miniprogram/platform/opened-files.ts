import { Refused } from '../session/refused'

/** Bytes that opened files may take: WeChat gives a mini-program 200 MB, and a file has 100 MB at most. */
const mostBytes = 167_772_160

interface Kept {
  path: string
  bytes: number
  /** Seconds since 1970. */
  time: number
}

/** Where a file is kept: by its id, for the names that people give can be longer than a file system takes. */
export function pathOf(media: string, ending: string): string {
  return `${folder()}/${media}.${ending || 'bin'}`
}

/** Bytes of a file that the phone has already. */
export function bytesOf(path: string): number {
  return inFolder(folder()).find((file) => file.path === path)?.bytes ?? 0
}

/**
 * Writes behind the `at` bytes that the phone has of a file. The oldest of the others go where room is short. Rejects with `Refused`: also
 * when what was there went for another file.
 */
export async function append(path: string, at: number, bytes: ArrayBuffer): Promise<void> {
  if (bytesOf(path) !== at) throw new Refused('phone-full')
  const others = oldestFirst().filter((one) => one.path !== path)
  for (;;) {
    try {
      return await write(path, at > 0, bytes)
    } catch (error) {
      const oldest = others.shift()
      if (!oldest || !(error instanceof Refused) || error.code !== 'phone-full') throw error
      remove(oldest.path)
    }
  }
}

/** Removes the oldest files until this one, whole, has room, and what earlier versions left beside the folder. */
export function makeRoom(path: string, bytes: number): void {
  for (const stray of inFolder(wx.env.USER_DATA_PATH)) remove(stray.path)
  const others = oldestFirst().filter((one) => one.path !== path)
  let free = mostBytes - others.reduce((sum, one) => sum + one.bytes, bytes)
  for (const oldest of others) {
    if (free >= 0) return
    remove(oldest.path)
    free += oldest.bytes
  }
}

export function remove(path: string): void {
  try {
    wx.getFileSystemManager().unlinkSync(path)
  } catch {
    // It is not there, or a reader holds it: then it goes when room is made the next time.
  }
}

/** Removes every opened file: somebody else may take the phone. */
export function removeOpenedFiles(): void {
  for (const { path } of inFolder(folder())) remove(path)
}

function folder(): string {
  return `${wx.env.USER_DATA_PATH}/opened`
}

function oldestFirst(): Kept[] {
  return inFolder(folder()).sort((one, other) => one.time - other.time)
}

/** The files of a folder, without those of folders in it: WeChat keeps its own logs there. */
function inFolder(path: string): Kept[] {
  const files = wx.getFileSystemManager()
  const found: Kept[] = []
  try {
    for (const name of files.readdirSync(path)) {
      const stats = files.statSync(`${path}/${name}`)
      // Several are told of a whole tree only.
      if (!Array.isArray(stats) && stats.isFile())
        found.push({ path: `${path}/${name}`, bytes: stats.size, time: stats.lastModifiedTime })
    }
  } catch {
    // There is no such folder yet.
  }
  return found
}

/** `isThere`: WeChat appends to nothing but what is there. */
function write(filePath: string, isThere: boolean, data: ArrayBuffer): Promise<void> {
  const files = wx.getFileSystemManager()
  if (!isThere) makeFolder(files)
  return new Promise((resolve, reject) => {
    const options = {
      filePath,
      data,
      success: () => resolve(),
      fail: ({ errMsg }: { errMsg: string }) => reject(new Refused(codeOf(errMsg), errMsg)),
    }
    if (isThere) files.appendFile(options)
    else files.writeFile(options)
  })
}

function makeFolder(files: WechatMiniprogram.FileSystemManager): void {
  try {
    files.mkdirSync(folder(), true)
  } catch {
    // It is there already; where it could not be made, writing says why.
  }
}

/** WeChat's limit is worded in two ways, and a phone's own disk in a third. */
function codeOf(errMsg: string): string {
  return /storage limit|maximum size|no space/i.test(errMsg) ? 'phone-full' : 'not-kept'
}
