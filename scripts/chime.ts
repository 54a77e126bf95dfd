import { writeFileSync } from 'node:fs'
import lame from '@breezystack/lamejs'

/** Makes the sound of a new message: two soft notes. Run it by hand; what it makes is kept beside the icons. */
const rate = 22_050
const notes = [
  { hertz: 659.26, from: 0, seconds: 0.18 },
  { hertz: 880, from: 0.1, seconds: 0.3 },
]
const loudness = 9_000

const samples = Int16Array.from({ length: rate * 0.42 }, (_, at) =>
  Math.round(notes.reduce((sum, note) => sum + heard(note, at / rate), 0)),
)
const encoder = new lame.Mp3Encoder(1, rate, 32)
const parts = [encoder.encodeBuffer(samples), encoder.flush()].map((part) => Buffer.from(part))
writeFileSync('miniprogram/assets/chime.mp3', Buffer.concat(parts))

function heard({ hertz, from, seconds }: (typeof notes)[number], at: number): number {
  const since = at - from
  if (since < 0 || since > seconds) return 0
  // A quick rise and a slow fall, so that nothing clicks.
  const strength = Math.min(1, since / 0.008) * (1 - since / seconds) ** 2
  return loudness * strength * Math.sin(2 * Math.PI * hertz * since)
}
