import { sha256 } from '@noble/hashes/sha2.js'
import type { SealPlatform } from './platform'

/** A public key of the server, and its name. */
export interface ServerKey {
  spki: string
  fingerprint: string
}

/**
 * The newest of the server's keys that this build knows; with no pins, simply the newest. Nothing when the server has
 * none of ours: then it is another server, or a man in the middle.
 */
export function trusted(
  keys: readonly string[],
  pins: readonly string[],
  platform: SealPlatform,
): ServerKey | undefined {
  const known = keys.map((spki) => ({ spki, fingerprint: fingerprintOf(spki, platform) }))
  return known.find(({ fingerprint }) => pins.length === 0 || pins.includes(fingerprint))
}

/** base64url of the SHA-256 of a public key. */
function fingerprintOf(spki: string, platform: SealPlatform): string {
  const base64 = platform.toBase64(sha256(platform.fromBase64(spki)))
  return base64.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}
