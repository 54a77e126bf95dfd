import { ApiFailure, asyncApi } from '../api'

interface Read {
  filePath: string
  position?: number
  length?: number
}

interface Write {
  filePath: string
  data: ArrayBuffer | string
}

interface Kept {
  content: Blob
  /** Seconds since 1970. */
  time: number
}

/** Bytes below `wx.env.USER_DATA_PATH`, as many as on a phone. */
const mostBytes = 209_715_200

/** Files by their paths: good until the page is closed. */
const kept = new Map<string, Kept>()

/** A file of the program, or nothing. */
export function contentOf(path: string): Blob | undefined {
  return kept.get(path)?.content
}

/** An address by which the document can show a file of the program; any other path as it is. */
export function addressOf(path: string): string {
  const content = contentOf(path)
  return content ? URL.createObjectURL(content) : path
}

function keep(filePath: string, content: Blob): void {
  const others = [...kept].reduce((sum, [path, one]) => (path === filePath ? sum : sum + one.content.size), 0)
  if (others + content.size > mostBytes)
    throw new ApiFailure('the maximum size of the file storage limit is exceeded')
  kept.set(filePath, { content, time: Math.floor(Date.now() / 1_000) })
}

/** There are no empty folders: one is there as long as something is in it. */
function namesIn(folder: string): string[] {
  const begin = `${folder}/`
  const within = [...kept.keys()].filter((path) => path.startsWith(begin))
  return [...new Set(within.map((path) => path.slice(begin.length).split('/')[0] ?? ''))]
}

function missing(path: string): Error {
  return new Error(`fail no such file or directory ${path}`)
}

const manager = {
  /** Of a `blob:` address, as the pickers give it. */
  readFile: asyncApi('readFile', async ({ filePath, position = 0, length }: Read) => {
    const file = await (await fetch(filePath)).blob()
    const part = file.slice(position, length === undefined ? file.size : position + length)
    return { data: await part.arrayBuffer() }
  }),
  writeFile: asyncApi('writeFile', ({ filePath, data }: Write) => keep(filePath, new Blob([data]))),
  appendFile: asyncApi('appendFile', ({ filePath, data }: Write) => {
    const before = contentOf(filePath)
    if (!before) throw new ApiFailure(`no such file or directory, open ${filePath}`)
    keep(filePath, new Blob([before, data]))
  }),
  mkdirSync: () => undefined,
  readdirSync: namesIn,
  statSync(path: string) {
    const file = kept.get(path)
    if (!file && namesIn(path).length === 0) throw missing(path)
    return {
      size: file?.content.size ?? 0,
      lastModifiedTime: file?.time ?? 0,
      isFile: () => file !== undefined,
      isDirectory: () => file === undefined,
    }
  },
  unlinkSync(path: string) {
    if (!kept.delete(path)) throw missing(path)
  },
}

export const fileSystem = {
  env: { USER_DATA_PATH: 'wxfile://usr' },
  getFileSystemManager: () => manager,
}
