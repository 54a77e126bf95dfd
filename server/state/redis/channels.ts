import { Cluster } from 'ioredis'
import type { RedisAddress } from './address'
import { type Client, isTimeout, makeClient } from './connect'

/** Publishing and subscribing. Everything but the events rejects while Redis is gone. */
export interface Channels {
  publish(channel: string, text: string): Promise<unknown>
  subscribe(channel: string): Promise<unknown>
  unsubscribe(channel: string): Promise<unknown>
  onText(hear: (channel: string, text: string) => void): void
  /** Everything is subscribed again after a connection was lost: what was said meanwhile was missed. */
  onBack(act: () => void): void
  /** Finds out whether the connection still lives, and ends it when not. */
  probe(): Promise<void>
  close(): void
}

/** In a cluster each channel lives on the shard of its name: news do not go to every Redis there is. */
function shardedChannels(cluster: Cluster): Channels {
  return {
    publish: (channel, text) => cluster.spublish(channel, text),
    subscribe: (channel) => cluster.ssubscribe(channel),
    unsubscribe: (channel) => cluster.sunsubscribe(channel),
    onText: (hear) => void cluster.on('smessage', hear),
    onBack: (act) => void cluster.on('subscribersReady', act),
    probe: () => Promise.resolve(),
    close: () => undefined,
  }
}

/** A connection that is subscribed can do little else, so news come by one of their own. */
export function openChannels(client: Client, address: RedisAddress, onError: (error: unknown) => void) {
  if (client instanceof Cluster)
    return { channels: shardedChannels(client), connect: () => Promise.resolve() }
  const ear = makeClient(address)
  if (ear instanceof Cluster) throw new Error('One Redis has become a cluster')
  ear.on('error', onError)
  const wanted = new Set<string>()
  let renewing = false
  ear.on('close', () => {
    renewing = false
  })
  const renew = () => {
    if (ear.status !== 'ready' || renewing) return
    renewing = true
    ear.disconnect(true)
  }
  /** Redis was too slow, and may say something before it listens: `onBack` tells that. */
  const renewWhenLate = (error: unknown) => {
    if (isTimeout(error)) renew()
  }
  const channels: Channels = {
    publish: (channel, text) => client.publish(channel, text),
    subscribe: (channel) => {
      wanted.add(channel)
      const subscribed = ear.subscribe(channel)
      subscribed.catch(renewWhenLate)
      return subscribed
    },
    unsubscribe: (channel) => {
      wanted.delete(channel)
      return ear.unsubscribe(channel)
    },
    onText: (hear) => void ear.on('message', hear),
    onBack: (act) =>
      void ear.on('ready', async () => {
        const again = await Promise.allSettled([...wanted].map((channel) => ear.subscribe(channel)))
        for (const result of again) if (result.status === 'rejected') renewWhenLate(result.reason)
        act()
      }),
    probe: () => ear.ping().then(() => undefined, renew),
    close: () => ear.disconnect(),
  }
  return { channels, connect: () => ear.connect() }
}
