import { mongoHere, startMongo } from '../tests/support/mongo-process'
import { hasRedis, startRedis } from '../tests/support/redis-process'
import { type ServerProcess, startServerProcess } from '../tests/support/server-process'
import { sharedKey } from '../tests/support/shared-key'
import { type Disk, openDisk } from './disk'
import { Network } from './network'

/** A server process, the disk it writes to, and the network in front of it. */
export interface Node {
  process: ServerProcess
  disk: Disk
  network: Network
}

/** Redis or MongoDB, and the network between it and the servers. */
export interface Service {
  process: { readonly pid: number; kill(): Promise<void>; restart(): Promise<void> }
  network: Network
}

/** The services that a run may hurt, for they are its own. */
export interface Services {
  redis: Service
  mongo: Service
  /** Takes from Redis all that it knows. */
  emptyRedis(): Promise<unknown>
}

/** The servers that a run puts under strain, and what they stand on. */
export interface Cluster {
  what: string
  nodes: Node[]
  services?: Services
  close(): Promise<void>
}

export const kindsOfCluster = ['embedded', 'scaled'] as const
export type KindOfCluster = (typeof kindsOfCluster)[number]

const manyNodes = 3

/** Nobody is refused for speed here: it is not what is looked at. The clock can be set. */
const free = {
  SAY_PER_SECOND: '1000000',
  SAY_BURST: '1000000',
  FRAMES_PER_SECOND: '1000000',
  FRAMES_BURST: '1000000',
  SOCKETS_PER_PERSON: '100',
  NODE_OPTIONS: `--import ${new URL('clock.mjs', import.meta.url)}`,
}

/** Why there is no cluster of this kind here; nothing when there is. */
export function missing(
  kind: KindOfCluster,
  { REDIS_URL, MONGODB_URL }: NodeJS.ProcessEnv,
): string | undefined {
  if (kind === 'embedded' || (REDIS_URL && MONGODB_URL) || (hasRedis && mongoHere)) return undefined
  return 'Redis or MongoDB is not to be found; scripts/install-services.sh installs both'
}

/** One node with everything in it; or some on Redis and MongoDB, those that the environment names or our own. */
export async function openCluster(kind: KindOfCluster, env: NodeJS.ProcessEnv): Promise<Cluster> {
  if (kind === 'embedded') return openNodes('one server with the embedded store', 1, {})
  const { REDIS_URL, MONGODB_URL } = env
  const what = `${manyNodes} servers on Redis and MongoDB`
  if (REDIS_URL && MONGODB_URL)
    return openNodes(`${what}, which are not ours to hurt`, manyNodes, { REDIS_URL, MONGODB_URL })
  return openOnOwnServices(`${what} (${mongoHere})`)
}

async function openOnOwnServices(what: string): Promise<Cluster> {
  const [redis, mongo] = await Promise.all([startRedis(), startMongo()])
  const redisNetwork = await Network.open(`redis://127.0.0.1:${redis.port}`)
  const mongoNetwork = await Network.open(mongo.url)
  const closeServices = async () => {
    await Promise.all([redisNetwork.close(), mongoNetwork.close()])
    await Promise.all([redis.close(), mongo.close()])
  }
  const cluster = await openNodes(what, manyNodes, {
    REDIS_URL: redisNetwork.urlOf('redis'),
    MONGODB_URL: `${mongoNetwork.urlOf('mongodb')}/chat`,
  }).catch(async (error: unknown) => {
    await closeServices()
    throw error
  })
  return {
    ...cluster,
    services: {
      redis: { process: redis, network: redisNetwork },
      mongo: { process: mongo, network: mongoNetwork },
      emptyRedis: () => redis.client.flushall(),
    },
    async close() {
      await cluster.close()
      await closeServices()
    },
  }
}

async function openNodes(what: string, many: number, settings: Record<string, string>): Promise<Cluster> {
  const key = await sharedKey()
  const secrets = { TOKEN_SECRET: 'a secret of the nodes of one cluster', SEAL_KEYS: key.file }
  const nodes: Node[] = []
  // One by one: what the first makes in the store the others find there.
  for (let at = 0; at < many; at += 1) nodes.push(await openNode({ ...free, ...secrets, ...settings }))
  return {
    what,
    nodes,
    async close() {
      for (const { network, process, disk } of nodes) {
        await network.close()
        await process.close()
        await disk.close()
      }
      await key.forget()
    },
  }
}

async function openNode(settings: Record<string, string>): Promise<Node> {
  const disk = await openDisk()
  const server = await startServerProcess({ env: { ...settings, DATA_DIR: disk.dir } })
  return { process: server, disk, network: await Network.open(server.groupUrl) }
}
