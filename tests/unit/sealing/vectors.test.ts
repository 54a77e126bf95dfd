import { constants, createHash, createPublicKey, privateDecrypt } from 'node:crypto'
import { gcm } from '@noble/ciphers/aes.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as client from '../../../miniprogram/sealing/gcm'
import { wrap } from '../../../miniprogram/sealing/rsa'
import { decodeUtf8, encodeUtf8 } from '../../../miniprogram/sealing/utf8'
import * as server from '../../../server/wire/gcm'
import { readServerKeys } from '../../../server/wire/server-keys'
import { newPem } from '../../support/seal-keys'
import { gcmCases, oaep } from './published'

const bytes = (hex: string) => Buffer.from(hex, 'hex')
const hex = (of: Uint8Array | undefined) => of && Buffer.from(of).toString('hex')

describe('AES-256-GCM', () => {
  it.each([gcmCases.nothing, gcmCases.oneBlock])('of both ends is that of the published case $#', (one) => {
    const text = bytes(one.text).toString()
    const [key, nonce, sealed] = [bytes(one.key), bytes(one.nonce), bytes(one.sealed)]
    expect(hex(client.sealText(text, key, nonce))).toBe(one.sealed)
    expect(hex(server.sealText(text, key, nonce))).toBe(one.sealed)
    expect(client.openText(sealed, key, nonce)).toBe(text)
    expect(server.openText(sealed, key, nonce)?.toString()).toBe(text)
  })

  it('of the library is that of the published case with additional data', () => {
    const { key, nonce, text, additional, sealed } = gcmCases.withAdditional
    expect(hex(gcm(bytes(key), bytes(nonce), bytes(additional)).encrypt(bytes(text)))).toBe(sealed)
  })

  it('of one end is opened by the other, for any text, both ways', () => {
    const parts = [
      fc.string({ unit: 'grapheme' }),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.nat(),
      fc.string(),
    ] as const
    fc.assert(
      fc.property(...parts, (text, key, n, additional) => {
        const secret = Buffer.from(key)
        expect(hex(client.nonceOf(n))).toBe(hex(server.nonceOf(n)))
        const down = server.sealText(text, secret, server.nonceOf(n), additional)
        expect(client.openText(down, key, client.nonceOf(n), additional)).toBe(text)
        const up = client.sealText(text, key, client.nonceOf(n))
        expect(server.openText(Buffer.from(up), secret, server.nonceOf(n))?.toString()).toBe(text)
      }),
    )
  })

  it('opens nothing of which one bit is another: of text, tag, key, nonce or additional data', () => {
    const key = new Uint8Array(32).fill(7)
    const sealed = client.sealText('Is the kettle on?', key, client.nonceOf(1), 'a')
    const all = Buffer.concat([sealed, key, client.nonceOf(1)])
    fc.assert(
      fc.property(fc.nat(all.length * 8 - 1), (bit) => {
        const other = Uint8Array.from(all)
        other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const end = sealed.length
        const [text, secret, nonce] = [other.slice(0, end), other.slice(end, end + 32), other.slice(end + 32)]
        expect(client.openText(text, secret, nonce, 'a')).toBeUndefined()
      }),
    )
    expect(client.openText(sealed, key, client.nonceOf(1), 'b')).toBeUndefined()
    for (let length = 0; length < sealed.length; length += 1)
      expect(client.openText(sealed.subarray(0, length), key, client.nonceOf(1), 'a')).toBeUndefined()
  })
})

describe('RSA-OAEP with SHA-256', () => {
  const spki = createPublicKey(oaep.pem).export({ type: 'spki', format: 'der' })
  const name = createHash('sha256').update(spki).digest('base64url')
  const keys = readServerKeys([oaep.pem])

  it.each(oaep.cases)('of the server opens the published case $#', ({ message, sealed }) => {
    expect(hex(keys.unwrap(name, bytes(sealed).toString('base64')))).toBe(message)
  })

  it.each(oaep.cases)('of the client makes the published case $# from its seed', ({ message, sealed }) => {
    const block = privateDecrypt({ key: oaep.pem, padding: constants.RSA_NO_PADDING }, bytes(sealed))
    expect(hex(wrap(bytes(message), spki.toString('base64'), seedOf(block)))).toBe(sealed)
  })

  it('of the client is opened by the server, for any secret and seed', () => {
    const secret = fc.uint8Array({ maxLength: 190 })
    fc.assert(
      fc.property(secret, fc.uint8Array({ minLength: 32, maxLength: 32 }), (given, seed) => {
        const wrapped = Buffer.from(wrap(given, spki.toString('base64'), seed)).toString('base64')
        expect(hex(keys.unwrap(name, wrapped))).toBe(hex(given))
      }),
      { numRuns: 40 },
    )
  })

  it('of the client refuses what does not fit, and what is no key', () => {
    const seed = new Uint8Array(32)
    expect(() => wrap(new Uint8Array(191), spki.toString('base64'), seed)).toThrow(RangeError)
    expect(() => wrap(seed, '', seed)).toThrow(TypeError)
    expect(() => wrap(seed, 'bm90IGEga2V5', seed)).toThrow()
  })

  it('of the server says nothing of what is changed, cut, or for another key', () => {
    const wrapped = bytes(oaep.cases[0].sealed)
    const other = readServerKeys([newPem()])
    expect(other.unwrap(name, wrapped.toString('base64'))).toBeUndefined()
    expect(other.unwrap(other.fingerprints[0] ?? '', wrapped.toString('base64'))).toBeUndefined()
    expect(keys.unwrap(name, wrapped.subarray(1).toString('base64'))).toBeUndefined()
    for (let at = 0; at < wrapped.length; at += 16) {
      const changed = Buffer.from(wrapped)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(keys.unwrap(name, changed.toString('base64'))).toBeUndefined()
    }
  })
})

describe('UTF-8 of the client', () => {
  it('is that of Node, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(hex(encodeUtf8(text))).toBe(hex(Buffer.from(text)))
        expect(decodeUtf8(Buffer.from(text))).toBe(text)
      }),
    )
    expect(hex(encodeUtf8('a\ud800b'))).toBe(hex(Buffer.from('a\ud800b')))
  })
})

/** The seed in a padded block: MGF1 is its own inverse. */
function seedOf(block: Buffer): Uint8Array {
  const mask = createHash('sha256')
  const hidden = block.subarray(33)
  // One round of MGF1 has the 32 bytes that the seed needs.
  mask.update(hidden).update(Buffer.alloc(4))
  const over = mask.digest()
  return block.subarray(1, 33).map((byte, at) => byte ^ (over[at] ?? 0))
}
