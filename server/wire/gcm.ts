import { createCipheriv, createDecipheriv } from 'node:crypto'
import { sealSizes } from '#protocol'

const algorithm = 'aes-256-gcm'
const noPrefix = Buffer.alloc(sealSizes.noncePrefix)

/** The 12 bytes of a nonce: a prefix, and a number that never comes twice under one key. */
export function nonceOf(n: number, prefix: Buffer = noPrefix): Buffer {
  const counter = Buffer.alloc(sealSizes.counter)
  counter.writeUInt32BE(n)
  return Buffer.concat([prefix, counter])
}

/** The text under AES-256-GCM, the tag behind it. */
export function sealText(text: string, key: Buffer, nonce: Buffer, additional = ''): Buffer {
  const cipher = createCipheriv(algorithm, key, nonce)
  if (additional !== '') cipher.setAAD(Buffer.from(additional))
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/** What was sealed; nothing when one bit of it, of the key or of the nonce is another. */
export function openText(sealed: Buffer, key: Buffer, nonce: Buffer): Buffer | undefined {
  if (sealed.length < sealSizes.tag) return undefined
  const end = sealed.length - sealSizes.tag
  const decipher = createDecipheriv(algorithm, key, nonce)
  decipher.setAuthTag(sealed.subarray(end))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()])
  } catch {
    return undefined
  }
}
