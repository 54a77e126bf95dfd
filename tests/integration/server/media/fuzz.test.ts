import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import pLimit from 'p-limit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bodies, isFileName, type MediaBody, type MediaKind } from '#protocol'
import { newId } from '../../../../server/chat/ids'
import { MediaRefused } from '../../../../server/media/media-refused'
import { mostBytes } from '../../../../server/media/most-bytes'
import { openMedia } from '../../../../server/media/open'
import type { MediaPorts } from '../../../../server/media/ports'
import { receive } from '../../../../server/media/receive'
import { sweep } from '../../../../server/media/sweep'
import { openSqliteStore } from '../../../../server/store/sqlite/open'
import { seeded } from '../../../support/chance'
import { m4a, movingPicture, mp3, mp4, picture } from '../../../support/media-files'

/** `npm run fuzz` is the long run. */
const uploads = Number(process.env.FUZZ_UPLOADS ?? 2_000)
/** Half of them are of the kind that takes them: random ones would be refused at the first byte. */
const kinds = Object.keys(mostBytes) as MediaKind[]

const patient = new AbortController().signal

let root: string
let ports: MediaPorts
let seeds: Array<[MediaKind, Buffer]>
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fuzz-'))
  const dataDir = join(root, 'deep', 'data')
  await mkdir(dataDir, { recursive: true })
  const store = await openSqliteStore({ dir: dataDir })
  const inFolder = {
    dataDir,
    mediaQuotaMb: 100_000,
    uploadMbPerSecond: 0,
    s3Url: '',
    s3Region: '',
    s3KeyId: '',
    s3Secret: '',
  }
  ports = openMedia(inFolder, { store, now: () => 1_000, newId })
  const pictures = await Promise.all(
    (['png', 'jpeg', 'webp', 'gif'] as const).map((one) => picture(one, 24, 16)),
  )
  seeds = [
    ...pictures.map((bytes): [MediaKind, Buffer] => ['image', bytes]),
    ['image', await movingPicture(3, 8)],
    ['voice', mp3(1)],
    ['voice', m4a()],
    ['video', mp4()],
    ['video', mp4({ brand: 'qt  ', turned: true })],
  ]
})
afterAll(async () => {
  ports.examiner.close()
  await ports.store.close()
  await rm(root, { recursive: true })
})

type Random = () => number

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T

/** A good file made bad: cut, with bytes turned over, with a size that lies, or two files in one. */
function spoilt(random: Random, seed: Buffer): Buffer {
  const bytes = Buffer.from(seed)
  const way = Math.floor(random() * 5)
  if (way === 0) return bytes.subarray(0, Math.floor(random() * bytes.length))
  if (way === 1) return Buffer.concat([bytes, spoilt(random, pick(random, seeds)[1])])
  if (way === 2) return Buffer.from(Array.from({ length: Math.floor(random() * 200) }, () => random() * 256))
  for (let count = 1 + Math.floor(random() * 8); count > 0; count -= 1) {
    const at = Math.floor(random() * bytes.length)
    if (way === 3) bytes[at] = Math.floor(random() * 256)
    else if (at + 4 <= bytes.length)
      bytes.writeUInt32BE(pick(random, [0, 1, 0xffffffff, 0x7fffffff, 0x10000]), at)
  }
  return bytes
}

const parts = [
  '..',
  '/',
  '\\',
  '.',
  'a',
  '\0',
  '\n',
  '%2e%2e',
  '~',
  'C:',
  '\u202e',
  '\ud800',
  '长',
  '.png',
  'x'.repeat(300),
]

function nameOf(random: Random): string {
  return Array.from({ length: Math.floor(random() * 8) }, () => pick(random, parts)).join('')
}

/** Rejects with what is no refusal. */
async function outcome(kind: MediaKind, name: string, bytes: Buffer): Promise<MediaBody | string> {
  try {
    return await receive({ owner: 'ann', room: 'lobby', kind, name }, Readable.from([bytes]), ports, patient)
  } catch (error) {
    if (error instanceof MediaRefused) return error.code
    throw error
  }
}

async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
}

it(
  `${uploads} spoilt uploads are each kept or refused, and nothing lies outside its folder`,
  async () => {
    const random = seeded(6)
    const turn = pLimit(16)
    const counts: Record<string, number> = {}
    const one = async () => {
      const [kind, seed] = pick(random, seeds)
      const asked = random() < 0.8 ? kind : pick(random, kinds)
      const came = await outcome(asked, nameOf(random), spoilt(random, seed))
      const told = typeof came === 'string' ? came : 'kept'
      counts[told] = (counts[told] ?? 0) + 1
      if (typeof came === 'string') return
      expect(bodies[asked].problem(came, 'body')).toBeUndefined()
      if ('name' in came) expect(isFileName(came.name)).toBe(true)
    }
    await Promise.all(Array.from({ length: uploads }, () => turn(one)))

    // All ways were gone: a fuzz that is refused at the door shows nothing.
    expect(Object.keys(counts).sort()).toEqual(
      expect.arrayContaining(['broken-file', 'empty-file', 'kept', 'wrong-type']),
    )
    expect(counts.kept).toBeGreaterThan(uploads / 20)
    await sweep(ports)
    const media = join(root, 'deep', 'data', 'media')
    const outside = (await filesBelow(root)).filter((file) => !file.startsWith(`${media}/`))
    expect(outside.every((file) => /\/deep\/data\/chat\.db(-wal|-shm)?$/.test(file))).toBe(true)
    const keys = (await filesBelow(media)).map((file) => file.slice(media.length + 1))
    expect(keys.every((key) => /^([a-z0-9]{2})\/\1[a-z0-9]{18}(\.thumb)?$/.test(key))).toBe(true)
    expect(keys.filter((key) => !key.includes('.'))).toHaveLength(counts.kept ?? 0)
  },
  60_000 + 100 * uploads,
)
