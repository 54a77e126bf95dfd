import { gcm } from '@noble/ciphers/aes.js'
import { sealSizes } from '../protocol/index'
import { concat, fourBytes } from './bytes'
import { decodeUtf8, encodeUtf8 } from './utf8'

const noPrefix = new Uint8Array(sealSizes.noncePrefix)

/** The 12 bytes of a nonce: a prefix, and a number that never comes twice under one key. */
export function nonceOf(n: number, prefix: Uint8Array = noPrefix): Uint8Array {
  return concat(prefix, fourBytes(n))
}

/** The text under AES-256-GCM, the tag behind it. */
export function sealText(text: string, key: Uint8Array, nonce: Uint8Array, additional?: string): Uint8Array {
  return gcm(key, nonce, additional === undefined ? undefined : encodeUtf8(additional)).encrypt(
    encodeUtf8(text),
  )
}

/** What was sealed; nothing when one bit of it, of the key, the nonce or the additional text is another. */
export function openText(
  sealed: Uint8Array,
  key: Uint8Array,
  nonce: Uint8Array,
  additional?: string,
): string | undefined {
  const cipher = gcm(key, nonce, additional === undefined ? undefined : encodeUtf8(additional))
  try {
    return decodeUtf8(cipher.decrypt(sealed))
  } catch {
    return undefined
  }
}
