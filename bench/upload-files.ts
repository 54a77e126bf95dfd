import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { limits } from '#protocol'
import { movingPicture, mp3 } from '../tests/support/media-files'

const cases = resolve(import.meta.dirname, '../tests/integration/server/media/cases')
const caseOf = (name: string) => readFile(join(cases, name))

/** Ordinary files, large for their kind: each is taken, and is as much work as one that people have. */
const files = {
  'photo of 50 megapixels': () => caseOf('p50mp.jpg'),
  'GIF of 100 frames': () => movingPicture(100, 640),
  'voice of a minute': async () => mp3(60),
  'film in fragments': async () => Buffer.concat([await caseOf('frag60.mp4'), free(6 * 2 ** 20)]),
  'file that may be anything': async () => randomBytes(limits.uploadBytes - 2 ** 16),
}
type FileName = keyof typeof files

export interface UploadKind {
  file: FileName
  address: string
  /** Whether its senders go when half of it is there. */
  cut?: boolean
}

const to = (kind: string) => `/api/media?room=lobby&kind=${kind}`

/** What people upload, by what the table calls it. */
export const uploadKinds: Record<string, UploadKind> = {
  pictures: { file: 'photo of 50 megapixels', address: to('image') },
  'moving pictures': { file: 'GIF of 100 frames', address: to('image') },
  voices: { file: 'voice of a minute', address: to('voice') },
  films: { file: 'film in fragments', address: to('video') },
  files: { file: 'file that may be anything', address: to('file') },
  avatars: { file: 'photo of 50 megapixels', address: '/api/me/avatar' },
  'half a film, then gone': { file: 'film in fragments', address: to('video'), cut: true },
}

/** Writes all the files into a folder; where each of them is. */
export async function writeFiles(dir: string): Promise<Record<string, string>> {
  const paths: Record<string, string> = {}
  for (const [name, make] of Object.entries(files)) {
    paths[name] = join(dir, name)
    await writeFile(join(dir, name), await make())
  }
  return paths
}

/** A box that readers of an MP4 step over: what a film has of pictures. */
function free(bytes: number): Buffer {
  const box = Buffer.alloc(bytes)
  box.writeUInt32BE(bytes, 0)
  box.write('free', 4, 'latin1')
  return box
}
