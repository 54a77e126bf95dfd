import { randomBytes } from 'node:crypto'
import { type State, StateNotOpened } from '../state'
import { parseRedisUrl, type RedisAddress, shown } from './address'
import { RedisBus } from './bus'
import { openChannels } from './channels'
import { type Client, makeClient } from './connect'
import { RedisLimits } from './limits'
import { NodeHeartbeat } from './node-heartbeat'
import { Outage } from './outage'
import { RedisPresence } from './presence'

export interface RedisStateOptions {
  /** One of the forms of `parseRedisUrl`. */
  url: string
  /** Told what a subscriber of the bus has thrown, and once an outage why Redis cannot be used. */
  onError?: (error: unknown) => void
  /** Stands before every key and channel; `chat:` unless given. */
  prefix?: string
}

/** Milliseconds that Redis has to be there when the server starts. */
const openingMs = 5_000

/**
 * State that several servers share. While Redis is gone each server goes on by itself, and joins the
 * others again when it is back. Rejects with `StateNotOpened`, whose message is a sentence for the operator.
 */
export async function openRedisState(options: RedisStateOptions): Promise<State> {
  const { url, onError = warn, prefix = 'chat:' } = options
  const address = parseRedisUrl(url)
  if (!address) throw new StateNotOpened('The address of Redis has none of the known forms.')

  const node = randomBytes(9).toString('base64url')
  const outage = new Outage(onError)
  const failed = (error: unknown) => outage.failed(error)
  const client = makeClient(address)
  client.on('error', failed)
  const { channels, connect } = openChannels(client, address, failed)
  const bus = new RedisBus(channels, node, prefix, onError)
  const presence = new RedisPresence(client, node, prefix, failed)
  const heartbeat = new NodeHeartbeat({ client, channels, node, prefix, presence, bus, outage })

  function letGo(): void {
    channels.close()
    client.disconnect()
  }
  await opened(Promise.all([client.connect(), connect()]), client, address).catch((error: unknown) => {
    letGo()
    throw error
  })
  await Promise.all([bus.open(), heartbeat.beat()])
  heartbeat.start()

  let closing: Promise<void> | undefined
  return {
    shared: true,
    bus,
    presence,
    limits: new RedisLimits(client, prefix, failed),
    async check() {
      await client.ping()
    },
    close() {
      closing ??= heartbeat.stop().then(letGo)
      return closing
    },
  }
}

async function opened(connected: Promise<unknown>, client: Client, address: RedisAddress): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it does not answer')), openingMs)
  })
  try {
    await Promise.race([connected, tooLate])
    await client.ping()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StateNotOpened(`Redis (${shown(address)}) cannot be used: ${reason}`)
  } finally {
    clearTimeout(timer)
  }
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error))
}
