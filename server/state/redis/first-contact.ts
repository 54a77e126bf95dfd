import { StateNotOpened } from '../state'
import { type RedisAddress, shown } from './address'
import type { Client } from './connect'

/** Milliseconds that Redis has to be there when the server starts. After that the server starts without it. */
const openingMs = 5_000

/** How the answers of a Redis begin that will be there, or will be able to, if one waits. */
const passing = /^(LOADING|CLUSTERDOWN|MASTERDOWN|READONLY|TRYAGAIN|BUSY|MISCONF|OOM|NOREPLICAS)\b/

const kinds = { single: 'standalone', sentinel: 'standalone', cluster: 'cluster' }

/**
 * Connects. Resolves when Redis is there, and also when it is not there yet; rejects with `StateNotOpened`, whose
 * message is a sentence for the operator, where waiting does not help.
 */
export async function refuseWrong(client: Client, address: RedisAddress): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, openingMs)
  })
  const told = firstError(client, address)
  // What is refused after the start is told as an outage.
  told.catch(() => undefined)
  try {
    await Promise.race([meet(client, address), told, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Resolves when the client says that Redis is away. */
function firstError(client: Client, address: RedisAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (error: unknown, away?: () => void) => {
      const reason = wrongness(error)
      if (reason !== undefined) reject(notOpened(address, reason))
      else if (!isCutOff(error)) away?.()
    }
    // What one of its servers says comes a moment later.
    client.on('error', (error) => look(error, () => setImmediate(resolve)))
    // Of a cluster: another one may be there.
    client.on('node error', (error) => look(error))
  })
}

async function meet(client: Client, address: RedisAddress): Promise<void> {
  try {
    await client.connect()
    const [, kind = kinds[address.kind]] = /^(?:redis|server)_mode:(\w+)/m.exec(await client.info()) ?? []
    if (kind === kinds[address.kind]) return
    throw notOpened(address, `it is a Redis of the kind "${kind}"`)
  } catch (error) {
    if (error instanceof StateNotOpened) throw error
    const reason = wrongness(error)
    if (reason !== undefined) throw notOpened(address, reason)
    // The next try tells more.
    if (isCutOff(error)) await new Promise(() => undefined)
  }
}

/** Why waiting does not help; nothing when Redis is away. */
function wrongness(error: unknown): string | undefined {
  const { name, message, code, lastNodeError } = error as Error & { code?: unknown; lastNodeError?: unknown }
  if (lastNodeError) return wrongness(lastNodeError)
  if (name === 'ReplyError' && !passing.test(message)) return message
  if (/Unknown RESP type|Protocol error/.test(message)) return 'what answers there is no Redis'
  if (/Last error: \w*(ERR|NOAUTH|WRONGPASS|NOPERM) /.test(message)) return message
  return typeof code === 'string' && /SSL|TLS|CERT|SIGNED|VERIFY/.test(code) ? message : undefined
}

/** Somebody is there, and hung up: it may be no Redis, whose answer got lost with the connection. */
function isCutOff(error: unknown): boolean {
  const { message, code } = error as Error & { code?: unknown }
  return code === 'ECONNRESET' || code === 'EPIPE' || message === 'Connection is closed.'
}

function notOpened(address: RedisAddress, reason: string): StateNotOpened {
  return new StateNotOpened(`Redis (${shown(address)}) cannot be used: ${reason}`)
}
