import { sha256 } from '@noble/hashes/sha2.js'
import { concat, fourBytes } from './bytes'

const hashLength = 32

/**
 * A message padded for RSA (EME-OAEP of RFC 8017, 7.1.1, with SHA-256, MGF1 and no label). `length`: bytes of the
 * modulus. jsencrypt has this too, but takes the seed from `Math.random` where there is no `window`, as in WeChat.
 * Throws a `RangeError` when the message is too long for the key.
 */
export function padded(message: Uint8Array, seed: Uint8Array, length: number): Uint8Array {
  const filling = length - message.length - 2 * hashLength - 2
  if (filling < 0 || seed.length !== hashLength) throw new RangeError('the message does not fit the key')
  const block = concat(sha256(new Uint8Array(0)), new Uint8Array(filling), Uint8Array.of(1), message)
  const maskedBlock = xor(block, mask(seed, block.length))
  const maskedSeed = xor(seed, mask(maskedBlock, hashLength))
  return concat(Uint8Array.of(0), maskedSeed, maskedBlock)
}

/** MGF1 of RFC 8017, B.2.1. */
function mask(seed: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = []
  for (let at = 0; at * hashLength < length; at += 1) blocks.push(sha256(concat(seed, fourBytes(at))))
  return concat(...blocks).subarray(0, length)
}

function xor(one: Uint8Array, other: Uint8Array): Uint8Array {
  return one.map((byte, at) => byte ^ (other[at] ?? 0))
}
