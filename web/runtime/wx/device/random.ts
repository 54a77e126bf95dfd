import { asyncApi } from '../api'

/** What one call of the browser's generator may fill, in bytes. */
const chunk = 65_536

/** Fresh random bytes, from the browser's own generator. */
function randomBytes(length: number): ArrayBuffer {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at += chunk) crypto.getRandomValues(bytes.subarray(at, at + chunk))
  return bytes.buffer
}

const getRandomValues = asyncApi('getRandomValues', ({ length }: { length: number }) => ({
  randomValues: randomBytes(length),
}))

export const random = { getRandomValues, getUserCryptoManager: () => ({ getRandomValues }) }
