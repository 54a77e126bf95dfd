import { hash, verify } from '@node-rs/argon2'

/**
 * Argon2id, 19 MiB, two passes, one lane: the first choice of the OWASP Password Storage Cheat Sheet.
 * The algorithm is the library's default; its enum does not exist at run time.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 }

/** Passwords that may wait to be hashed. A hash takes some 25 ms of a core: more is half a minute of work. */
const mostWaiting = 1_000

const fewest = 8
const most = 128

/** More hashing was asked for than the processor can do soon. */
export class TooBusy extends Error {
  override readonly name = 'TooBusy'
}

/** What is wrong with a password somebody chose for a login name, as a sentence; nothing when it will do. */
export function passwordProblem(password: string, login: string): string | undefined {
  const characters = Array.from(password)
  if (characters.length < fewest) return `A password has at least ${fewest} characters.`
  if (characters.length > most) return `A password has at most ${most} characters.`
  if (password.toLowerCase() === login.toLowerCase()) return 'The password is the name.'
  if (isRow(characters)) return 'This password is one character, or a row of neighbours like 12345678.'
  if (firstGuesses.has(password.toLowerCase())) return 'This password is one of the first that are guessed.'
  return undefined
}

/** What every list of leaked passwords begins with, of those that pass the other rules. */
const firstGuesses = new Set([
  'password',
  'password1',
  'passw0rd',
  '1234567890',
  '1q2w3e4r',
  'iloveyou',
  'qwerty123',
  'qwertyui',
  'qwertyuiop',
  'woaini1314',
])

/** aaaaaaaa, 12345678, 87654321. */
function isRow(characters: string[]): boolean {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0)
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)))
  const [step] = steps
  return steps.size === 1 && step !== undefined && Math.abs(step) <= 1
}

let waiting = 0

/** Hashing queues in the pool of threads that file access needs too, so the queue has an end. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting >= mostWaiting) throw new TooBusy('too many passwords are waiting to be checked')
  waiting += 1
  try {
    return await work()
  } finally {
    waiting -= 1
  }
}

/** A salted hash with its parameters in it (PHC string). Rejects with `TooBusy`. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normal(password), cost))
}

let dummy: Promise<string> | undefined

/**
 * Whether a password belongs to a hash. Without a hash the answer is no and takes as long, so that the
 * time does not tell which names exist. Rejects with `TooBusy`.
 */
export function checkPassword(known: string | undefined, password: string): Promise<boolean> {
  return inTurn(async () => {
    if (known !== undefined) return verify(known, normal(password))
    dummy ??= hash('nobody has this password', cost)
    await verify(await dummy, normal(password))
    return false
  })
}

/** Keyboards write the same letter in several ways (RFC 8265, 4.2). */
function normal(password: string): string {
  return password.normalize('NFC')
}
