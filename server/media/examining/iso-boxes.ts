import { readSync } from 'node:fs'
import { MediaRefused } from '../media-refused'

/** A box of an MP4 file (ISO/IEC 14496-12, "box structure"): its content goes from `from` to `to`. */
export interface Box {
  type: string
  from: number
  to: number
}

/** Boxes that are looked at: ten minutes in fragments of a tenth of a second have some 50,000. */
export const mostBoxes = 100_000
/** Bytes that are read at a time. */
const windowBytes = 65_536

/**
 * The boxes of a file, read on demand and never all at once. It reads synchronously, for it runs where nobody waits but the one
 * whose file it is. Throws `MediaRefused`: `broken-file` where a box is larger than what holds it, `not-examined` where there are more
 * than `most`.
 */
export class IsoBoxes {
  /** Bytes of the file. */
  readonly size: number
  readonly #file: number
  readonly #most: number
  readonly #window = Buffer.alloc(windowBytes)
  #windowFrom = 0
  #windowBytes = 0
  #boxes = 0

  constructor(file: number, size: number, most: number) {
    this.#file = file
    this.size = size
    this.#most = most
  }

  /** The boxes at the top of the file. A recording that broke off ends within its media; what is there of it plays. */
  top(): Generator<Box> {
    return this.#between(0, this.size, true)
  }

  /** The boxes within a box; `skip`: bytes of its own that stand before them. */
  within(box: Box, skip = 0): Generator<Box> {
    return this.#between(box.from + skip, box.to, false)
  }

  /** The first box of a type along a path of types. */
  find(box: Box, ...path: string[]): Box | undefined {
    let found: Box | undefined = box
    for (const type of path) {
      if (!found) return undefined
      found = this.#first(found, type)
    }
    return found
  }

  #first(box: Box, type: string): Box | undefined {
    for (const one of this.within(box)) if (one.type === type) return one
    return undefined
  }

  byte(at: number): number {
    return this.#view(at, 1)[0] ?? 0
  }

  uint16(at: number): number {
    return this.#view(at, 2).readUInt16BE(0)
  }

  uint32(at: number): number {
    return this.#view(at, 4).readUInt32BE(0)
  }

  int32(at: number): number {
    return this.#view(at, 4).readInt32BE(0)
  }

  /** As a number: above 2^53 it is no longer exact, and no length or place anybody means. */
  uint64(at: number): number {
    return Number(this.#view(at, 8).readBigUInt64BE(0))
  }

  text(at: number): string {
    return this.#view(at, 4).toString('latin1')
  }

  *#between(from: number, end: number, isTop: boolean): Generator<Box> {
    let at = from
    while (at + 8 <= end) {
      this.#boxes += 1
      if (this.#boxes > this.#most) throw new MediaRefused('not-examined')
      const type = this.text(at + 4)
      const { header, size } = this.#sizesAt(at, end)
      const breaksOff = at + size > end
      if (size < header || (breaksOff && !(isTop && type === 'mdat'))) {
        // QuickTime ends some lists with four zero bytes and what happens to be behind them.
        if (!isTop) return
        throw new MediaRefused('broken-file')
      }
      yield { type, from: at + header, to: Math.min(at + size, end) }
      at += size
    }
  }

  /** A size of 1 says that 64 bits follow, one of 0 that the box goes to the end. */
  #sizesAt(at: number, end: number): { header: number; size: number } {
    const size = this.uint32(at)
    if (size === 0) return { header: 8, size: end - at }
    if (size !== 1) return { header: 8, size }
    return at + 16 <= end ? { header: 16, size: this.uint64(at + 8) } : { header: 16, size: 0 }
  }

  /** So many bytes, of which there are few; what is behind the end of the file is zero. */
  #view(at: number, length: number): Buffer {
    const isHere = at >= this.#windowFrom && at + length <= this.#windowFrom + this.#windowBytes
    if (!isHere) {
      this.#windowFrom = at
      this.#windowBytes = Math.max(readSync(this.#file, this.#window, 0, windowBytes, at), length)
      this.#window.fill(0, Math.min(this.#windowBytes, Math.max(0, this.size - at)), this.#windowBytes)
    }
    const start = at - this.#windowFrom
    return this.#window.subarray(start, start + length)
  }
}
