/** The encoder: a script of its own, and none of ours. */
export type Encoder = typeof import('@breezystack/lamejs')

/** It is large, and few speak: it is loaded when it is first asked for. */
export const loadEncoder = (): Promise<Encoder> => import('@breezystack/lamejs')

/** One channel of sound, from -1 to 1, as an MP3. `rate`: samples in a second; `bitRate`: bits in a second. */
export function mp3Of({ Mp3Encoder }: Encoder, sound: Float32Array, rate: number, bitRate: number): File {
  const samples = Int16Array.from(sound, (level) => Math.max(-1, Math.min(1, level)) * 32_767)
  const encoder = new Mp3Encoder(1, rate, bitRate / 1_000)
  const parts = [encoder.encodeBuffer(samples), encoder.flush()].map((part) => Uint8Array.from(part))
  return new File(parts, 'voice.mp3', { type: 'audio/mpeg' })
}
