import { Cluster, Redis, type RedisOptions } from 'ioredis'
import type { RedisAddress } from './address'
import { scripts } from './scripts'

export type Client = Redis | Cluster
/** Replies have the older of the two shapes, as the types of the client say unless told. */
type Options = Omit<RedisOptions, 'replyMapping'>

/** Milliseconds in which a command is answered, or has failed. */
const commandMs = 1_000
/** Milliseconds in which a connection is made, or has failed. */
const connectMs = 2_000

/** Whether a command failed because its time was over: Redis may still do it. */
export function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Command timed out'
}

/** Comes back after 0.1 s, 0.2 s, … 3.2 s, with jitter: the nodes lost it together and must not all return at once. */
function pause(attempt: number): number {
  const ceiling = 100 * 2 ** Math.min(attempt - 1, 5)
  return Math.round(ceiling * (0.5 + Math.random() / 2))
}

/** A client that connects when it is told to. */
export function makeClient(address: RedisAddress): Client {
  return address.kind === 'cluster' ? makeCluster(address) : makeRedis(address)
}

/** A client of one Redis, or of the master that the Sentinels name. It comes back by itself. */
export function makeRedis(address: RedisAddress): Redis {
  const { kind, hosts, tls, db, master } = address
  const options: Options = { ...commonOf(address), ...alone, scripts, db }
  if (kind === 'single') return new Redis({ ...options, ...hosts[0] } as Options)
  return new Redis({
    ...options,
    sentinels: hosts,
    name: master,
    sentinelRetryStrategy: pause,
    enableTLSForSentinelMode: tls,
  })
}

/** Another connection to the server of one, for news alone. */
export function anotherOf(server: Redis): Redis {
  return server.duplicate({ ...alone, autoResubscribe: false })
}

/** A client of one server, which connects when it is told to, and comes back by itself. */
const alone = { enableOfflineQueue: false, retryStrategy: pause, lazyConnect: true } satisfies Options

/**
 * While Redis is gone a command fails at once and is never kept for later: what waits in a queue would
 * hold up a person's frame for minutes, and would then tell Redis of a state that has passed. What Redis
 * must know again is told anew when it is back.
 */
function commonOf({ username, password, tls }: RedisAddress) {
  return {
    maxRetriesPerRequest: 0,
    commandTimeout: commandMs,
    connectTimeout: connectMs,
    // The bus subscribes anew by itself, and knows when it has.
    autoResubscribe: false,
    // A master that has become a replica: the next connection finds the new one.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
  }
}

function makeCluster(address: RedisAddress): Cluster {
  return new Cluster(address.hosts, {
    redisOptions: commonOf(address),
    enableOfflineQueue: false,
    clusterRetryStrategy: pause,
    clusterNodeRetryStrategy: pause,
    lazyConnect: true,
    scripts,
    // A few tries within the time that a command has.
    maxRedirections: 4,
    retryDelayOnFailover: 200,
    retryDelayOnClusterDown: 200,
  })
}
