import { hash, verify } from '@node-rs/argon2'
import pLimit from 'p-limit'

/**
 * Argon2id, 19 MiB, two passes, one lane: the first choice of the OWASP Password Storage Cheat Sheet.
 * The algorithm is the library's default; its enum does not exist at run time.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 }

/** Hashes run in libuv's pool of four threads, which files and pictures need too: two are left to them. */
const atOnce = 2
/** Passwords that may wait to be hashed. A hash takes some 25 ms of a core: two of them work this off in 4 s. */
const mostWaiting = 300

/** More hashing was asked for than the processor can do soon. */
export class TooBusy extends Error {
  override readonly name = 'TooBusy'
}

const turns = pLimit(atOnce)

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (turns.pendingCount >= mostWaiting) throw new TooBusy('too many passwords are waiting to be checked')
  return turns(work)
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
