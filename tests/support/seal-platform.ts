import { randomBytes } from 'node:crypto'
import type { SealPlatform } from '../../miniprogram/sealing/platform'

/** What a phone gives to the sealing, by Node. */
export const sealPlatform: SealPlatform = {
  random: async (length) => new Uint8Array(randomBytes(length)),
  toBase64: (bytes) => Buffer.from(bytes).toString('base64'),
  fromBase64: (text) => new Uint8Array(Buffer.from(text, 'base64')),
}
