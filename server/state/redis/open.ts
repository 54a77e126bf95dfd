import { randomBytes } from 'node:crypto'
import { type State, StateNotOpened } from '../state'
import { parseRedisUrl } from './address'
import { RedisBus } from './bus'
import { openChannels } from './channels'
import { makeClient } from './connect'
import { refuseWrong } from './first-contact'
import { RedisLimits } from './limits'
import { Link } from './link'
import { NodeHeartbeat } from './node-heartbeat'
import { Outage } from './outage'
import { RedisPresence } from './presence'
import { RedisRecords } from './records'

export interface RedisStateOptions {
  /** One of the forms of `parseRedisUrl`. */
  url: string
  /** Told what a subscriber of the bus has thrown, and once an outage why Redis cannot be used. */
  onError?: (error: unknown) => void
  /** Stands before every key and channel; `chat:` unless given. */
  prefix?: string
}

/**
 * State that several servers share. While Redis is gone, also when the server starts, each server goes on by itself,
 * and joins the others when Redis is there. Rejects with `StateNotOpened`, whose message is a sentence for the
 * operator, where waiting does not help: the address has a mistake, or what is there refuses or is of another kind.
 */
export async function openRedisState(options: RedisStateOptions): Promise<State> {
  const { url, onError = warn, prefix = 'chat:' } = options
  const address = parseRedisUrl(url)
  if (!address) throw new StateNotOpened('The address of Redis has none of the known forms.')

  const node = randomBytes(9).toString('base64url')
  const outage = new Outage(onError)
  const failed = (error: unknown) => outage.failed(error)
  const link = new Link(() => makeClient(address), failed)
  const connected = refuseWrong(link.client, address)
  const bus = new RedisBus(
    (events) => openChannels(link, address, { ...events, failed }),
    node,
    prefix,
    onError,
  )
  const presence = new RedisPresence(link, node, prefix, failed)
  const heartbeat = new NodeHeartbeat({ link, node, prefix, presence, bus, outage })

  function letGo(): void {
    bus.close()
    link.close()
  }
  await connected.catch((error: unknown) => {
    letGo()
    throw error
  })
  await bus.channels.opened
  await Promise.all([bus.open(), heartbeat.beat()])
  heartbeat.start()

  let closing: Promise<void> | undefined
  return {
    shared: true,
    bus,
    presence,
    limits: new RedisLimits(link, prefix, failed),
    records: new RedisRecords(link, prefix, failed),
    async check() {
      await link.client.ping()
      if (!bus.channels.whole) throw new Error('News of other servers do not arrive')
    },
    close() {
      closing ??= heartbeat.stop().then(letGo)
      return closing
    },
  }
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error))
}
