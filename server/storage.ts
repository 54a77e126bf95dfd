import { openHoldSocket } from './backup/hold-socket'
import type { Settings } from './config/settings'
import type { Logger } from './lib/log'
import { openMemoryState } from './state/memory'
import { parseRedisUrl, shown } from './state/redis/address'
import type { State } from './state/state'
import { shownMongo } from './store/mongo/address'
import { openSqliteStore } from './store/sqlite/open'
import type { Store } from './store/store'

interface StorageOptions {
  settings: Settings
  log: Logger
  onDeath(error: Error): void
  /** Milliseconds that only go forward: what limits in memory fill up by. */
  limitsClock(): number
}

/** What the server stands on, as the settings choose it. Rejects with a sentence for the operator. */
export async function openStorage(options: StorageOptions): Promise<{ store: Store; state: State }> {
  const { settings, log } = options
  const store = await openStore(options)
  try {
    const state = await openState(options)
    log.info(describe(settings), 'storage')
    await state.check().catch((err: unknown) => {
      log.warn({ err }, 'Redis is not there: this server is by itself, and joins the others when it is')
    })
    if (settings.redisUrl !== '' && settings.tokenSecret === '')
      log.warn('TOKEN_SECRET is not set: servers with another DATA_DIR do not know the tokens of this one')
    if (settings.redisUrl !== '' && settings.sealKeys === '')
      log.warn('SEAL_KEYS is not set: servers with another DATA_DIR do not know the seals for this one')
    if (settings.mongodbUrl !== '' && settings.s3Url === '')
      log.warn('S3_URL is not set: servers with another DATA_DIR do not have the uploads of this one')
    return { store, state }
  } catch (error) {
    await store.close()
    throw error
  }
}

// What is not configured is not loaded: the clients of Redis and MongoDB take some 14 MB of memory.

async function openStore({ settings, log, onDeath }: StorageOptions): Promise<Store> {
  const { mongodbUrl: url, dataDir: dir } = settings
  if (url === '') return openEmbedded(dir, log, onDeath)
  const { openMongoStore } = await import('./store/mongo/open')
  return openMongoStore({ url })
}

/** The embedded store, which `npm run backup` may copy while the server runs. */
async function openEmbedded(dir: string, log: Logger, onDeath: (error: Error) => void): Promise<Store> {
  const store = await openSqliteStore({ dir, onDeath })
  const socket = openHoldSocket(dir, store, (err) =>
    log.warn({ err }, 'no backup can be made while this server runs'),
  )
  const close = () => {
    // Before the file changes for the last time.
    socket.close()
    return store.close()
  }
  return { ...store, close }
}

async function openState({ settings, log, limitsClock }: StorageOptions): Promise<State> {
  const onError = (error: unknown) => log.error({ err: error }, 'a fault of the bus, or Redis is gone')
  const { redisUrl: url } = settings
  if (url === '') return openMemoryState({ elapsed: limitsClock, onError })
  const { openRedisState } = await import('./state/redis/open')
  return openRedisState({ url, onError })
}

/** Which adapters, and where: addresses without users and passwords. */
function describe({ redisUrl, mongodbUrl, dataDir }: Settings) {
  const redis = parseRedisUrl(redisUrl)
  return {
    state: redis ? `redis ${shown(redis)}` : 'memory',
    store: mongodbUrl === '' ? `sqlite ${dataDir}` : `mongodb ${shownMongo(mongodbUrl)}`,
  }
}
