import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  privateDecrypt,
} from 'node:crypto'
import { sealSizes } from '#protocol'

/** The two keys of one socket: what the client seals with, and what the server does. */
export interface SocketKeys {
  up: Buffer
  down: Buffer
}

/** The RSA keys with which clients wrap theirs. */
export interface ServerKeys {
  /** Public keys as base64 of their SPKI form, the newest first. */
  readonly offered: string[]
  /** The name of each: base64url of the SHA-256 of its SPKI form. A client's build may pin it. */
  readonly fingerprints: string[]
  /** What a client has wrapped for the named key; nothing when it is not for us, or not whole. */
  unwrap(fingerprint: string, wrapped: string): Buffer | undefined
}

/** Least bits of a key. Throws a `RangeError` for anything that is no RSA key of this length. */
const leastBits = 2_048

/** Takes private keys in PEM, the newest first. */
export function readServerKeys(pems: string[]): ServerKeys {
  const keys = pems.map((pem) => readKey(pem))
  const byName = new Map(keys.map((key) => [key.fingerprint, key.secret]))
  return {
    offered: keys.map(({ spki }) => spki.toString('base64')),
    fingerprints: keys.map(({ fingerprint }) => fingerprint),
    unwrap(fingerprint, wrapped) {
      const key = byName.get(fingerprint)
      return key && unwrap(key, wrapped)
    },
  }
}

/** The keys of a socket from what its `seal` frame had wrapped. */
export function socketKeys(secret: Buffer | undefined): SocketKeys | undefined {
  if (secret?.length !== 2 * sealSizes.key) return undefined
  return { up: secret.subarray(0, sealSizes.key), down: secret.subarray(sealSizes.key) }
}

function readKey(pem: string): { spki: Buffer; fingerprint: string; secret: KeyObject } {
  const secret = createPrivateKey(pem)
  const bits = secret.asymmetricKeyDetails?.modulusLength ?? 0
  if (secret.asymmetricKeyType !== 'rsa' || bits < leastBits)
    throw new RangeError(`a key of the sealing must be an RSA key of at least ${leastBits} bits`)
  const spki = createPublicKey(secret).export({ type: 'spki', format: 'der' })
  return { spki, fingerprint: createHash('sha256').update(spki).digest('base64url'), secret }
}

function unwrap(key: KeyObject, wrapped: string): Buffer | undefined {
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    return privateDecrypt({ key, padding, oaepHash: 'sha256' }, Buffer.from(wrapped, 'base64'))
  } catch {
    return undefined
  }
}
