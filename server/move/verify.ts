import { createHash } from 'node:crypto'
import { type Archive, type Kind, kinds } from '../store/archive'

const stepSize = 500

/** How much there is of something, and the SHA-256 of all of it in its order. */
export interface Digest {
  count: number
  sum: string
}

/** What differs, as sentences; nothing when both stores hold the same. */
export async function verify(one: Archive, other: Archive): Promise<string[]> {
  const wrong: string[] = []
  const compare = (what: string, left: Digest, right: Digest) => {
    if (left.count !== right.count) wrong.push(`${what}: ${left.count} here, ${right.count} there`)
    else if (left.sum !== right.sum) wrong.push(`${what}: the same number, but not the same content`)
  }
  for (const kind of kinds) compare(kind, await digestOf(kind, one), await digestOf(kind, other))
  for await (const { id } of one.all('rooms'))
    compare(`messages of ${id}`, await digestOfRoom(id, one), await digestOfRoom(id, other))
  return wrong
}

async function digestOf(kind: Kind, archive: Archive): Promise<Digest> {
  const digest = new Digester()
  for await (const record of archive.all(kind)) digest.add(record)
  return digest.end()
}

async function digestOfRoom(room: string, archive: Archive): Promise<Digest> {
  const digest = new Digester()
  for (let last = 0; ; ) {
    const lines = await archive.lines(room, last, stepSize)
    if (lines.length === 0) return digest.end()
    for (const line of lines) digest.add(line)
    last = lines.at(-1)?.seq ?? last
  }
}

class Digester {
  #count = 0
  readonly #hash = createHash('sha256')

  add(record: object): void {
    this.#count += 1
    this.#hash.update(`${JSON.stringify(record, inOrder)}\n`)
  }

  end(): Digest {
    return { count: this.#count, sum: this.#hash.digest('hex') }
  }
}

/** Fields by name: the two stores give them in orders of their own. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}
