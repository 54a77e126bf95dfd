import lame from '@breezystack/lamejs'
import { expect, it } from 'vitest'
import { levelOf } from '../../../../miniprogram/platform/mp3-level'
import { seeded } from '../../../support/chance'

const rate = 16_000

/** A second of noise as a recorder gives it: pieces of an MP3, cut anywhere. */
function pieces(loudness: number): ArrayBuffer[] {
  const random = seeded(3)
  const encoder = new lame.Mp3Encoder(1, rate, 48)
  const samples = Int16Array.from({ length: rate }, () => loudness * (2 * random() - 1))
  const parts = [encoder.encodeBuffer(samples), encoder.flush()].map((part) => Buffer.from(part))
  const whole = Uint8Array.from(Buffer.concat(parts))
  return Array.from(
    { length: Math.floor(whole.length / 1_024) },
    (_, at) => whole.slice(at * 1_024, (at + 1) * 1_024).buffer,
  )
}

const levels = (loudness: number) => pieces(loudness).map((piece) => levelOf(piece) ?? -1)
const mean = (all: number[]) => all.reduce((sum, one) => sum + one, 0) / all.length

it('the louder, the higher, from silence to as loud as can be', () => {
  const means = [0, 100, 1_000, 5_000, 30_000].map((loudness) => mean(levels(loudness).slice(1)))
  expect(means).toEqual([...means].sort((one, other) => one - other))
  expect(means[0]).toBe(0)
  expect(means.at(-1)).toBeGreaterThan(0.8)
})

it('every piece has one, wherever it was cut', () => {
  expect(levels(5_000).every((level) => level >= 0 && level <= 1)).toBe(true)
})

it('what is no sound has none', () => {
  expect(levelOf(new ArrayBuffer(0))).toBeUndefined()
  expect(levelOf(new ArrayBuffer(1_024))).toBeUndefined()
})
