import { LRUCache } from 'lru-cache'
import { tidyName } from '#protocol'

/**
 * How a character may be read, in small letters. By character and not by name: one takes 40 µs to look up, names of a frame are
 * many, and Chinese has few characters.
 */
const readings = new LRUCache<string, readonly string[]>({ max: 30_000 })

/**
 * Tells which names are meant by what somebody typed: those that hold it, in any case, and those that begin with it in pinyin, where
 * each character counts by any beginning of any of its readings (`zhangsan`, `zs`, `zhsan`).
 */
export async function searchFor(typed: string): Promise<(name: string) => boolean> {
  const wanted = plain(tidyName(typed))
  const letters = wanted.replace(/\s/g, '')
  if (!/^[a-z0-9]+$/.test(letters)) return (name) => plain(name).includes(wanted)
  // 5 MB that a server may never need.
  const { pinyin } = await import('pinyin-pro')
  const read = (character: string) =>
    pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true })
  const readingsOf = (name: string) =>
    [...plain(name).replace(/\s/g, '')].map((one) => readingsOfOne(one, read))
  return (name) => plain(name).includes(wanted) || beginsWith(readingsOf(name), letters)
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

function readingsOfOne(character: string, read: (character: string) => string[]): readonly string[] {
  if (!/\p{Script=Han}/u.test(character)) return [character]
  const known = readings.get(character)
  if (known) return known
  // ü is typed as v, and by many as u.
  const all = read(character).flatMap((reading) => [reading, reading.replace('v', 'u')])
  const once = [...new Set(all)]
  readings.set(character, once)
  return once
}

function beginsWith(characters: ReadonlyArray<readonly string[]>, typed: string): boolean {
  /** How much of what was typed the characters so far can stand for. */
  let ends = new Set([0])
  for (const options of characters) {
    const next = new Set<number>()
    for (const at of ends) for (const reading of options) addBeginnings(next, reading, typed, at)
    if (next.has(typed.length)) return true
    ends = next
  }
  return false
}

function addBeginnings(ends: Set<number>, reading: string, typed: string, at: number): void {
  for (let length = 0; length < reading.length && typed[at + length] === reading[length]; length += 1)
    ends.add(at + length + 1)
}
