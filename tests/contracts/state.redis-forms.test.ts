import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRedisState } from '../../server/state/redis/open'
import { needsRedis } from '../support/needs'
import { startRedisCluster } from '../support/redis-cluster'
import { type RedisProcess, startRedis } from '../support/redis-process'
import { describeState } from './state.contract'

const hostOf = ({ port }: RedisProcess) => `127.0.0.1:${port}`

/** The contract over servers that are started for it. */
function describeForm(name: string, start: () => Promise<{ servers: RedisProcess[]; url: string }>): void {
  needsRedis(`state: ${name}`, () => {
    let running: Awaited<ReturnType<typeof start>>
    beforeAll(async () => {
      running = await start()
    })
    afterAll(async () => {
      await Promise.all(running.servers.map((server) => server.close()))
    })
    describeState(name, async () => {
      const open = () => openRedisState({ url: running.url, prefix })
      const prefix = `test:${randomUUID()}:`
      const [state, other] = await Promise.all([open(), open()])
      return {
        state,
        other,
        wait: (millis) => new Promise((resolve) => setTimeout(resolve, millis)),
        dispose: async () => void (await Promise.all([state.close(), other.close()])),
      }
    })
  })
}

describeForm('Redis Sentinel', async () => {
  const redis = await startRedis()
  await redis.client.config('SET', 'requirepass', 'p:ss')
  const sentinel = await startRedis(
    [`sentinel monitor house 127.0.0.1 ${redis.port} 1`, 'sentinel auth-pass house p:ss'],
    true,
  )
  return {
    servers: [redis, sentinel],
    url: `redis+sentinel://default:p%3Ass@${hostOf(sentinel)},127.0.0.1:1/house`,
  }
})

describeForm('Redis Cluster', startRedisCluster)

it('says why it cannot be used, without the password, and goes on by itself', async () => {
  const errors: unknown[] = []
  const state = await openRedisState({
    url: 'redis://me:hush@127.0.0.1:1',
    onError: (error) => errors.push(error),
  })
  await expect(state.check()).rejects.toThrow()
  await state.close()
  expect(errors.map(String).join()).toMatch(/127\.0\.0\.1:1(?!.*hush)/)
})
