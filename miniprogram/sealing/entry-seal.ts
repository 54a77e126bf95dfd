import { sealNonceLength, sealSizes } from '../protocol/index'
import { concat } from './bytes'
import { nonceOf, openText, sealText } from './gcm'
import type { SealPlatform } from './platform'

/** Bytes of randomness that one run of the program needs. */
export const entryRandomLength = sealSizes.noncePrefix

const beginning = 'sealed:'

/** Whether a stored value was sealed, by whatever key. */
export function isSealed(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith(beginning)
}

/** Seals values for the phone's disk under AES-256-GCM, each for the name that it is kept by. */
export class EntrySeal {
  private readonly key: Uint8Array
  private readonly noncePrefix: Uint8Array
  private readonly platform: SealPlatform
  private written = 0

  /** `random`: as many bytes as `entryRandomLength` says, new in each run, for the counter starts at 0 in each. */
  constructor(key: Uint8Array, random: Uint8Array, platform: SealPlatform) {
    this.key = key
    this.noncePrefix = random
    this.platform = platform
  }

  /** A third longer than the value's JSON in UTF-8, and at most 54 bytes. */
  seal(name: string, value: unknown): string {
    this.written += 1
    const nonce = nonceOf(this.written, this.noncePrefix)
    const sealed = sealText(JSON.stringify(value), this.key, nonce, name)
    return beginning + this.platform.toBase64(concat(nonce, sealed))
  }

  /** The value; nothing when it is damaged, or was sealed for another name or with another key. */
  open(name: string, entry: string): unknown {
    const bytes = this.platform.fromBase64(entry.slice(beginning.length))
    if (bytes.length < sealNonceLength + sealSizes.tag) return undefined
    const nonce = bytes.subarray(0, sealNonceLength)
    const text = openText(bytes.subarray(sealNonceLength), this.key, nonce, name)
    return text === undefined ? undefined : JSON.parse(text)
  }
}
