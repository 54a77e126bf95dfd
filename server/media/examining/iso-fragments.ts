import type { Box, IsoBoxes } from './iso-boxes'
import type { Track } from './iso-track'
import { opusMs } from './opus'

/** What samples of a fragment are like that do not say so themselves, in the order of their bits in the flags. */
interface Defaults {
  duration: number
  size: number
}

/** Adds what the fragments of a recording (`moof`) hold to its tracks. */
export class IsoFragments {
  readonly #boxes: IsoBoxes
  readonly #tracks: Map<number, Track>
  readonly #defaults = new Map<number, Defaults>()

  /** `mvex`: what the index says of the fragments that follow it. */
  constructor(boxes: IsoBoxes, tracks: Track[], mvex: Box | undefined) {
    this.#boxes = boxes
    this.#tracks = new Map(tracks.map((track) => [track.id, track]))
    if (!mvex) return
    for (const { type, from } of boxes.within(mvex))
      if (type === 'trex')
        this.#defaults.set(boxes.uint32(from + 4), {
          duration: boxes.uint32(from + 12),
          size: boxes.uint32(from + 16),
        })
  }

  add(moof: Box): void {
    for (const traf of this.#boxes.within(moof)) if (traf.type === 'traf') this.#addTrack(traf, moof)
  }

  #addTrack(traf: Box, moof: Box): void {
    const head = this.#boxes.find(traf, 'tfhd')
    const track = head && this.#tracks.get(this.#boxes.uint32(head.from + 4))
    if (!track) return
    const { base, ...defaults } = this.#headOf(head, moof, track.id)
    let place = base
    for (const run of this.#boxes.within(traf))
      if (run.type === 'trun') place = this.#addRun(run, track, defaults, base, place)
  }

  /** The fields of `tfhd` that are there, one after the other, as its flags say. */
  #headOf({ from }: Box, moof: Box, id: number): Defaults & { base: number } {
    const boxes = this.#boxes
    const flags = boxes.uint32(from) & 0xffffff
    const known = this.#defaults.get(id) ?? { duration: 0, size: 0 }
    let at = from + 8
    const take = (bit: number, length: 4 | 8, otherwise: number) => {
      if ((flags & bit) === 0) return otherwise
      at += length
      return length === 8 ? boxes.uint64(at - 8) : boxes.uint32(at - 4)
    }
    // From the beginning of the box, whose head has eight bytes.
    const base = take(0x1, 8, moof.from - 8)
    take(0x2, 4, 0)
    const duration = take(0x8, 4, known.duration)
    const size = take(0x10, 4, known.size)
    return { base, duration, size }
  }

  /** Where the samples of the next run lie that does not say so. */
  #addRun(run: Box, track: Track, defaults: Defaults, base: number, follows: number): number {
    const boxes = this.#boxes
    const flags = boxes.uint32(run.from) & 0xffffff
    let at = run.from + 8
    let place = follows
    if (flags & 0x1) {
      place = base + boxes.int32(at)
      at += 4
    }
    if (flags & 0x4) at += 4
    const fields = [0x100, 0x200, 0x400, 0x800].filter((bit) => flags & bit).length
    const told = boxes.uint32(run.from + 4)
    // No more than there is room for.
    const count = fields > 0 ? Math.min(told, Math.floor((run.to - at) / (4 * fields))) : told
    track.samples += count
    if (fields === 0 && track.codec !== 'Opus') {
      track.units += count * defaults.duration
      return place + count * defaults.size
    }
    for (let sample = 0; sample < count; sample += 1) {
      const { duration, size } = this.#sampleAt(at, flags, defaults)
      track.units += track.codec === 'Opus' ? this.#opusUnits(place, track) : duration
      // Nothing of a file is left for the others, of which a run without fields may tell any number.
      if (place >= boxes.size) break
      at += 4 * fields
      place += size
    }
    return place
  }

  #sampleAt(at: number, flags: number, { duration, size }: Defaults): Defaults {
    const boxes = this.#boxes
    const hasDuration = (flags & 0x100) !== 0
    return {
      duration: hasDuration ? boxes.uint32(at) : duration,
      size: flags & 0x200 ? boxes.uint32(at + (hasDuration ? 4 : 0)) : size,
    }
  }

  /** Chromium 156 counts milliseconds in a track of 48,000 units a second: the packets know better. */
  #opusUnits(place: number, { scale }: Track): number {
    return (opusMs(this.#boxes, place) * scale) / 1_000
  }
}
