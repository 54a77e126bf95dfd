import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openSessions, type SessionNews, sessionsTopic } from './accounts/sessions'
import { openHouse } from './chat/house'
import { newId } from './chat/ids'
import { openPeople } from './chat/people'
import type { Ports } from './chat/ports'
import type { Settings } from './config/settings'
import { tokenSecret } from './config/token-secret'
import { directHttp } from './direct-http'
import { encode, join } from './gateway/frames'
import { originCheck } from './gateway/origins'
import { Paces } from './gateway/pace'
import { type PortOptions, WebSocketPort } from './gateway/port'
import { Tick } from './gateway/tick'
import { openHttp } from './http/http'
import type { Logger } from './log'
import { openMetrics } from './metrics'
import { openMemoryState } from './state/memory'
import type { State } from './state/state'
import { openSqliteStore } from './store/sqlite/open'
import type { Store } from './store/store'
import { openWechat } from './wechat/wechat'

const dayMs = 86_400_000

/** A server that is running. */
export interface App {
  /** Base addresses of the two ports, such as `http://127.0.0.1:8080`. */
  readonly group: string
  readonly direct: string
  /**
   * Lets nobody in, answers what has begun, sends everyone away with "come back", and lets go of
   * everything. Called twice, it closes once.
   */
  close(): Promise<void>
}

export interface AppOptions {
  settings: Settings
  log: Logger
  version: string
  /** Told when the store has died and nothing can be kept any more. */
  onDeath(error: Error): void
  /** Milliseconds since 1970; the clock of the machine unless given. */
  now?: () => number
}

/** Puts the server together: the one place that chooses what state and store it runs on. */
export async function openApp(options: AppOptions): Promise<App> {
  const { settings, log, onDeath, now = Date.now } = options
  const store = await openSqliteStore({ dir: settings.dataDir, onDeath })
  const state = openMemoryState({
    now,
    onError: (error) => log.error({ err: error }, 'a bus subscriber failed'),
  })
  log.info({ state: 'memory', store: 'sqlite', dataDir: settings.dataDir }, 'storage')
  try {
    return await assemble({ ...options, now }, store, state)
  } catch (error) {
    await Promise.allSettled([state.close(), store.close()])
    throw error
  }
}

async function assemble(
  { settings, log, version, now }: Required<AppOptions>,
  store: Store,
  state: State,
): Promise<App> {
  const metrics = openMetrics()
  const people = await openPeople(store, state.bus)
  const ports: Ports = { store, state, people, now, newId }
  const tick = new Tick()
  const house = await openHouse(ports, { encode, join, gather: (flush) => tick.gather(flush) }, metrics)
  const secret = await tokenSecret(settings.tokenSecret, settings.dataDir)
  const lifetimeMs = settings.tokenDays * dayMs
  const sessions = openSessions({ secret, lifetimeMs, store, bus: state.bus, now })

  let closing: Promise<void> | undefined
  const servers: Server[] = []
  const allowedOrigin = originCheck(settings.publicUrl, settings.allowedOrigins, () => servers.map(portOf))
  const http = await openHttp({
    ports,
    sessions,
    signIn: signInWays(settings, now),
    publicUrl: settings.publicUrl,
    trustProxy: settings.trustProxy,
    allowedOrigin,
    log,
    metrics,
    metricsToken: settings.metricsToken,
    version,
    readiness: async () => {
      if (closing) throw new Error('closing')
      await Promise.all([store.check(), state.check()])
    },
  })

  const portOptions: PortOptions = {
    gate: { sessions, people, trustProxy: settings.trustProxy, allowedOrigin },
    house,
    paces: new Paces(
      {
        say: { perSecond: settings.sayPerSecond, burst: settings.sayBurst },
        frames: { perSecond: settings.framesPerSecond, burst: settings.framesBurst },
      },
      now,
    ),
    tick,
    meter: { ...metrics, failed: (err, type) => log.error({ err, type }, 'a frame failed') },
    now,
    newId,
    socketsPerPerson: settings.socketsPerPerson,
    socketsPerAddress: settings.socketsPerAddress,
  }
  const group = new WebSocketPort('group', portOptions)
  const direct = new WebSocketPort('direct', portOptions)
  const directServer = directHttp()
  group.attach(http.server)
  direct.attach(directServer)
  servers.push(http.server, directServer)
  const unsubscribe = await state.bus.subscribe(sessionsTopic, (news) => {
    for (const port of [group, direct]) port.signOut((news as SessionNews).revoked)
  })

  async function close(): Promise<void> {
    for (const port of [group, direct]) port.silence()
    await house.appender.idle()
    await Promise.all([group.close(), direct.close()])
    directServer.close()
    await http.close()
    unsubscribe()
    house.close()
    people.close()
    await Promise.all([state.close(), store.close()])
  }

  await listen(directServer, settings.directPort, settings.host)
  await http.listen({ port: settings.groupPort, host: settings.host })
  return {
    group: addressOf(http.server, settings.host),
    direct: addressOf(directServer, settings.host),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/** Guests may come in while no WeChat app says who people are, unless the settings say otherwise. */
function signInWays(settings: Settings, now: () => number) {
  const { wechatAppid: appid, wechatSecret: secret, wechatApi: api } = settings
  const configured = appid !== ''
  const guestLogin = settings.guestLogin ?? !configured
  return configured ? { guestLogin, wechat: openWechat({ api, appid, secret, now }) } : { guestLogin }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

const portOf = (server: Server): number => (server.address() as AddressInfo | null)?.port ?? 0

function addressOf(server: Server, host: string): string {
  const name = host.includes(':') ? `[${host}]` : host
  return `http://${name}:${portOf(server)}`
}
