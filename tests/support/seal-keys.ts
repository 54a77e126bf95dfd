import { generateKeyPairSync } from 'node:crypto'
import { readServerKeys } from '../../server/wire/server-keys'

/** A new private key in PEM, as the server keeps it. */
export function newPem(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** A server's keys, the same for all tests of a file: making one takes a tenth of a second. */
export const testKeys = readServerKeys([newPem()])
