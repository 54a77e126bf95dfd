import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRedisState } from '../../server/state/redis/open'
import { needsRedis } from '../support/needs'
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

describeForm('Redis Cluster', async () => {
  const lines = ['cluster-enabled yes', 'cluster-require-full-coverage yes']
  const servers = await Promise.all([startRedis(lines), startRedis(lines), startRedis(lines)])
  const [first, ...others] = servers
  const shares = [
    ['0', '5460'],
    ['5461', '10922'],
    ['10923', '16383'],
  ]
  await Promise.all(
    servers.map(({ client }, at) => client.call('CLUSTER', 'ADDSLOTSRANGE', ...(shares[at] ?? []))),
  )
  for (const { port } of others) await first?.client.call('CLUSTER', 'MEET', '127.0.0.1', String(port))
  const whole = async (server: RedisProcess) => {
    let known = ''
    while (!known.includes('cluster_state:ok') || !known.includes('known_nodes:3'))
      known = String(await server.client.cluster('INFO'))
  }
  await Promise.all(servers.map(whole))
  return { servers, url: `redis+cluster://${servers.slice(0, 2).map(hostOf).join(',')}` }
})

it('says why it cannot be opened, without the password', async () => {
  const opening = openRedisState({ url: 'redis://me:hush@127.0.0.1:1', onError: () => undefined })
  await expect(opening).rejects.toThrow(/^Redis \(127\.0\.0\.1:1\) cannot be used: (?!.*hush)/)
})
