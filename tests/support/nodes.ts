import { type MongoProcess, startMongo } from './mongo-process'
import { type RedisProcess, startRedis } from './redis-process'
import { type ServerProcess, startServerProcess } from './server-process'
import { sharedKey } from './shared-key'

/** Several server processes on one Redis and one MongoDB: one service. */
export interface Nodes {
  readonly redis: RedisProcess
  readonly mongo: MongoProcess
  readonly servers: [ServerProcess, ServerProcess, ServerProcess]
  close(): Promise<void>
}

/** Starts two services and three servers with these settings, each of the servers with a data folder of its own. */
export async function startNodes(settings: Record<string, string> = {}): Promise<Nodes> {
  const [redis, mongo] = await Promise.all([startRedis(), startMongo()])
  const key = await sharedKey()
  const env = {
    ...settings,
    REDIS_URL: `redis://127.0.0.1:${redis.port}`,
    MONGODB_URL: `${mongo.url}/chat`,
    TOKEN_SECRET: 'the same long secret on every server',
    SEAL_KEYS: key.file,
  }
  const start = () => startServerProcess({ env })
  // One by one: what the first makes in MongoDB the others find there.
  const servers: Nodes['servers'] = [await start(), await start(), await start()]
  return {
    redis,
    mongo,
    servers,
    async close() {
      await Promise.all(servers.map((server) => server.close()))
      await Promise.all([redis.close(), mongo.close(), key.forget()])
    },
  }
}
