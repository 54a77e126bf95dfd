import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { openRedisState } from '../../../../server/state/redis/open'
import type { State } from '../../../../server/state/state'
import { listen } from '../../../contracts/state/state-tests'
import { needsRedis } from '../../../support/needs'
import { type RedisCluster, startRedisCluster } from '../../../support/redis-cluster'
import { soon } from '../../../support/soon'

needsRedis('a Redis Cluster', () => {
  let cluster: RedisCluster
  let prefix = ''
  beforeAll(async () => {
    cluster = await startRedisCluster(['cluster-require-full-coverage no'])
  })
  afterAll(async () => {
    await Promise.all(cluster.servers.map((server) => server.close()))
  })
  beforeEach(() => {
    prefix = `test:${randomUUID()}:`
  })

  const killAll = () => Promise.all(cluster.servers.map((server) => server.kill()))
  const restartAll = () => Promise.all(cluster.servers.map((server) => server.restart()))

  async function node(): Promise<State> {
    const state = await openRedisState({ url: cluster.url, prefix, onError: () => undefined })
    onTestFinished(() => state.close())
    await vi.waitFor(() => state.check(), soon)
    return state
  }
  /** So many words about news that may be missing: each but the first comes some seconds after the one before. */
  async function doubts(state: State, many: number): Promise<void> {
    let told = 0
    await new Promise<void>((resolve) => {
      const forget = state.bus.onDoubt(() => {
        told += 1
        if (told === many) resolve()
      })
      onTestFinished(forget)
    })
  }
  /** Whatever is said by one on these topics is heard by the other. */
  async function talk(one: State, ears: Map<string, Awaited<ReturnType<typeof listen>>>): Promise<void> {
    for (const [topic, ear] of ears) {
      const publish = () => one.bus.publish(topic, { topic })
      // A shard that is not back yet takes nothing.
      const again = setInterval(publish, 500)
      publish()
      expect(await ear.next()).toEqual({ topic })
      clearInterval(again)
    }
  }
  /** Listens to as many topics as are surely on every shard. */
  async function listenTo(state: State, name: string) {
    const topics = Array.from({ length: 20 }, (_, at) => `${name} ${at}`)
    const ears = topics.map(async (topic) => [topic, await listen(state.bus, topic)] as const)
    return new Map(await Promise.all(ears))
  }

  it('may lose all its masters at once: every node is back when they are, however long it took', async () => {
    const [one, other] = [await node(), await node()]
    const early = await listenTo(other, 'early')
    await killAll()
    // As long as a client is made anew in, and longer.
    await doubts(one, 4)
    await restartAll()
    for (const state of [one, other]) await vi.waitFor(() => state.check(), soon)
    await talk(one, early)
    await one.presence.join('r', 'ann', 'c1')
    expect(await other.presence.list('r', undefined, 9)).toEqual(['ann'])
  })

  it('brings what was first listened to while all of it was away', async () => {
    const [one, other] = [await node(), await node()]
    await killAll()
    await doubts(other, 2)
    const late = await listenTo(other, 'late')
    await restartAll()
    for (const state of [one, other]) await vi.waitFor(() => state.check(), soon)
    await talk(one, late)
  })

  it('is mended when a shard is back, and not again and again while it is gone', async () => {
    const state = await node()
    await listenTo(state, 'topic')
    let gaps = 0
    const told = new Promise<void>((resolve) => {
      state.bus.onGap(() => {
        gaps += 1
        resolve()
      })
    })
    await cluster.servers[2]?.kill()
    await doubts(state, 3)
    expect(gaps).toBe(0)
    await cluster.servers[2]?.restart()
    await told
    await vi.waitFor(() => state.check(), soon)
    expect(gaps).toBe(1)
  })
})
