import { JSEncrypt } from 'jsencrypt'
import { fromHex, toHex } from './bytes'
import { padded } from './oaep'

/** Bytes of the seed of one wrapping. */
export const seedLength = 32

/**
 * RSA-OAEP with SHA-256. `spki`: the public key in base64. `seed`: random, and used for nothing else. Throws when
 * the key is none.
 */
export function wrap(secret: Uint8Array, spki: string, seed: Uint8Array): Uint8Array {
  // Without a key jsencrypt would make one: half a minute on an iPhone.
  if (spki === '') throw new TypeError('the server has no RSA key')
  const reader = new JSEncrypt()
  reader.setPublicKey(spki)
  const key = reader.getKey()
  if (!key.n) throw new TypeError('the server has no RSA key')
  const block = padded(secret, seed, Math.ceil(key.n.bitLength() / 8))
  const Integer = key.n.constructor
  const hex = key.encrypt('', () => new Integer(toHex(block), 16))
  if (hex === null) throw new TypeError('the server has no RSA key')
  return fromHex(hex)
}
