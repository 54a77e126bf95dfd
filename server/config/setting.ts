import proxyAddr from '@fastify/proxy-addr'
import { parseRedisUrl } from '../state/redis/address'

/** One setting: the variable it is read from, what it is for, and how its text becomes a value. */
export interface Setting<T> {
  env: string
  about: string
  /** What is read where the variable is not set; shown in the documents as it stands. */
  fallback: string
  /** Never shown in a document, a log or a mistake. */
  secret?: boolean
  /** The value, or what is wrong with the text: completes the sentence "… must be". */
  parse(text: string): { value: T } | { mustBe: string }
}

export const text = (text: string) => ({ value: text })

export function whole(least: number, most: number) {
  return (text: string) => {
    const value = Number(text)
    const fits = /^\d+$/.test(text) && value >= least && value <= most
    return fits ? { value } : { mustBe: `a whole number from ${least} to ${most}` }
  }
}

export const port = whole(0, 65_535)

export function oneOf<const T extends string>(...values: T[]) {
  return (text: string) => {
    const value = values.find((one) => one === text)
    return value === undefined ? { mustBe: values.join(', ') } : { value }
  }
}

/** What may also be left out. */
export function unlessSet<T, M>(parse: (text: string) => { value: T } | M) {
  return (text: string): { value: T | undefined } | M => (text === '' ? { value: undefined } : parse(text))
}

/** Yes, no, or not said. */
export function flag(text: string) {
  if (text === '') return { value: undefined }
  if (['true', 'on', 'yes', '1'].includes(text)) return { value: true }
  return ['false', 'off', 'no', '0'].includes(text) ? { value: false } : { mustBe: 'on or off' }
}

function list(text: string) {
  const value = text.split(',').map((one) => one.trim())
  return { value: value.filter((one) => one !== '') }
}

/** An http or https address without a slash at its end, or nothing. */
export function address(text: string) {
  if (text === '') return { value: '' }
  const url = URL.canParse(text) ? new URL(text) : undefined
  const fits = url?.protocol === 'https:' || url?.protocol === 'http:'
  // Paths are put behind it.
  if (!fits || /[?#]/.test(text)) return { mustBe: 'an http or https address without ? and #' }
  return { value: text.replace(/\/+$/, '') }
}

/** An https address without a slash at its end, or nothing. */
export function httpsAddress(text: string) {
  const read = address(text)
  if ('value' in read && (read.value === '' || read.value.startsWith('https:'))) return read
  return { mustBe: 'an https address without ? and #' }
}

/** `turn:`, `turns:` or `stun:`, a host, a port, and for TURN over what (RFC 7064 and 7065). */
const turnUrl = /^(stun:|turns?:)(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?(\?transport=(udp|tcp))?$/i
/** Browsers look for ways at all of them at once, and warn of five and more. */
const mostTurnUrls = 4

export function turnUrls(text: string) {
  const { value } = list(text)
  const fits = value.every((one) => turnUrl.test(one) && !/^stun:.*\?/i.test(one))
  if (fits && value.length <= mostTurnUrls) return { value }
  return {
    mustBe: `at most ${mostTurnUrls} addresses such as turn:turn.example:3478?transport=udp, turns: or stun:, with commas between`,
  }
}

export function origins(text: string) {
  const all = list(text).value
  const wrong = all.some((one) => !URL.canParse(one) || new URL(one).origin !== one)
  return wrong ? { mustBe: 'origins such as https://chat.example, with commas between' } : { value: all }
}

/** Networks and addresses as `proxy-addr` names them. */
export function networks(text: string) {
  const value = list(text).value
  try {
    proxyAddr.compile(value)
    return { value }
  } catch {
    return { mustBe: 'addresses, networks or "loopback", with commas between' }
  }
}

/** Bytes that a secret has at least: what it signs is shown to people, who may try secrets on it at home. */
export const secretBytes = 32

export function longSecret(text: string) {
  const fits = text === '' || Buffer.byteLength(text) >= secretBytes
  return fits ? { value: text } : { mustBe: `at least ${secretBytes} bytes long` }
}

export function redisUrl(text: string) {
  return text === '' || parseRedisUrl(text)
    ? { value: text }
    : { mustBe: 'an address of Redis, see README.md' }
}

export function mongodbUrl(text: string) {
  const fits = text === '' || /^mongodb(\+srv)?:\/\/[^\s/]+/.test(text)
  return fits ? { value: text } : { mustBe: 'an address that begins with mongodb:// or mongodb+srv://' }
}
