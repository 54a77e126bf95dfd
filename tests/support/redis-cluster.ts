import { type RedisProcess, startRedis } from './redis-process'

/** Three masters of a Redis Cluster, of which a test may kill any. A master that is started again is empty. */
export interface RedisCluster {
  readonly servers: RedisProcess[]
  /** Names two of them. */
  readonly url: string
}

const shares = [
  ['0', '5460'],
  ['5461', '10922'],
  ['10923', '16383'],
]

/** Starts a cluster, of which the shards that live go on while others are gone, unless these lines say otherwise. */
export async function startRedisCluster(
  lines = ['cluster-require-full-coverage yes'],
): Promise<RedisCluster> {
  const all = ['cluster-enabled yes', 'cluster-node-timeout 5000', ...lines]
  const servers = await Promise.all(shares.map(() => startRedis(all)))
  const [first, ...others] = servers
  await Promise.all(
    servers.map(({ client }, at) => client.call('CLUSTER', 'ADDSLOTSRANGE', ...(shares[at] ?? []))),
  )
  for (const { port } of others) await first?.client.call('CLUSTER', 'MEET', '127.0.0.1', String(port))
  await untilWhole(servers)
  const named = servers.slice(0, 2).map(({ port }) => `127.0.0.1:${port}`)
  return { servers, url: `redis+cluster://${named.join(',')}` }
}

/** Resolves when each of them knows all the others. */
async function untilWhole(servers: RedisProcess[]): Promise<void> {
  const whole = async ({ client }: RedisProcess) => {
    let known = ''
    while (!known.includes('cluster_state:ok') || !known.includes('known_nodes:3'))
      known = String(await client.cluster('INFO'))
  }
  await Promise.all(servers.map(whole))
}
