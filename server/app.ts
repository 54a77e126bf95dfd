import type { Server } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { removeIdleGuests } from './accounts/idle-guests'
import { openSessions, type Sessions } from './accounts/sessions'
import type { ChatContext } from './chat/context'
import { newId } from './chat/ids'
import { openChat } from './chat/open-chat'
import { openPeople } from './chat/people'
import type { Ports } from './chat/ports'
import type { Settings } from './config/settings'
import { tokenSecret } from './config/token-secret'
import { type Gateway, openGateway } from './gateway/gateway'
import { originCheck } from './gateway/origins'
import { Tick } from './gateway/tick'
import { directHttp } from './http/direct-http'
import { openHttp } from './http/http'
import type { Logger } from './lib/log'
import { type Metrics, openMetrics } from './lib/metrics'
import { openMedia } from './media/open'
import { openPasses, type Passes } from './media/passes'
import type { MediaPorts } from './media/ports'
import { Sweeper } from './media/sweep'
import { hostCheck } from './net/hosts'
import { addressOf, backlog, listen, portOf } from './net/listening'
import { Tarpit } from './net/tarpit'
import type { State } from './state/state'
import { openStorage } from './storage'
import type { Store } from './store/store'
import { openIceServers } from './turn/ice-servers'
import { openWechat } from './wechat/wechat'
import { openSealing } from './wire/open-sealing'
import { RoomKeys } from './wire/room-keys'
import { sealingWire } from './wire/sealed-frames'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

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
  /** The folder of the built web room; without one, `/` has no page. */
  webRoom?: string
  /** Told when the store has died and nothing can be kept any more. */
  onDeath(error: Error): void
  /** Milliseconds since 1970; the clock of the machine unless given. */
  now?: () => number
  /**
   * The clock of the limits on people and addresses: milliseconds that only go forward; those of the machine unless
   * given. Limits in Redis go by the clock of Redis.
   */
  limitsClock?: () => number
}

/** Puts the server together: on the storage that the settings choose. */
export async function openApp(options: AppOptions): Promise<App> {
  const { now = Date.now, limitsClock = () => performance.now(), ...given } = options
  const { store, state } = await openStorage({ ...given, limitsClock })
  try {
    return await assemble({ webRoom: '', ...given, now }, store, state)
  } catch (error) {
    await Promise.allSettled([state.close(), store.close()])
    throw error
  }
}

/** Everything but the storage stands on these. */
type AssembleOptions = Required<Omit<AppOptions, 'limitsClock'>>

async function assemble(options: AssembleOptions, store: Store, state: State): Promise<App> {
  const { settings } = options
  const core = await openCore(options, store, state)
  let closing: Promise<void> | undefined
  const doors = await openDoors(options, core, async () => {
    if (closing) throw new Error('closing')
    await Promise.all([store.check(), state.check()])
  })

  await listen(doors.directServer, settings.directPort, settings.host)
  await doors.http.listen({ port: settings.groupPort, host: settings.host, backlog })
  // Not before: a server that cannot listen closes its storage at once. And at once then, for it may be started more often than once an hour.
  const tidy = () => void sweep(core, settings)
  tidy()
  const sweeping = setInterval(tidy, hourMs)

  async function close(): Promise<void> {
    clearInterval(sweeping)
    doors.gateway.silence()
    await core.chat.reactions.finish()
    await core.chat.calls.finish()
    await core.chat.appender.idle()
    await doors.gateway.close()
    doors.directServer.close()
    await doors.http.close()
    core.media.examiner.close()
    await core.sweeper.idle()
    core.chat.close()
    core.ports.people.close()
    await Promise.all([state.close(), store.close()])
  }

  return {
    group: addressOf(doors.http.server, settings.host),
    direct: addressOf(doors.directServer, settings.host),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/**
 * Uploads that nobody said, sessions whose tokens have expired by themselves, and guests who are long gone. What cannot
 * be swept now is swept in an hour, and so are the uploads of those guests: at the end of the server the sweep of uploads
 * is waited for, and the rest breaks off with the store.
 */
async function sweep({ ports, sweeper }: Core, settings: Settings): Promise<void> {
  sweeper.soon()
  await ports.store.sessions.sweep(ports.now()).catch(() => undefined)
  await removeIdleGuests(settings, ports).catch(() => undefined)
}

interface Core {
  ports: Ports
  chat: ChatContext
  sessions: Sessions
  metrics: Metrics
  tick: Tick
  media: MediaPorts
  passes: Passes
  sweeper: Sweeper
}

/** The domain on its storage: everything but the doors. */
async function openCore(options: AssembleOptions, store: Store, state: State): Promise<Core> {
  const { settings, log, now } = options
  const media = openMedia(settings, { store, now, newId })
  const sweeper = new Sweeper(media, (error) => log.warn({ err: error }, 'uploads could not be swept'))
  const metrics = openMetrics()
  const people = await openPeople(store, state.bus)
  const elapsed = () => performance.now()
  const sweepMedia = () => sweeper.soon()
  const editMs = settings.editSeconds * 1_000
  const iceServers = openIceServers({ ...settings, now })
  const ports: Ports = { store, state, people, now, elapsed, newId, editMs, sweepMedia, iceServers }
  const tick = new Tick()
  const wire = sealingWire(new RoomKeys(now), (flush) => tick.gather(flush))
  const chat = await openChat(ports, wire, metrics)
  const secret = await tokenSecret(settings.tokenSecret, settings.dataDir)
  const lifetimeMs = settings.tokenDays * dayMs
  const sessions = openSessions({ secret, lifetimeMs, store, bus: state.bus, now })
  return { ports, chat, sessions, metrics, tick, media, passes: openPasses(secret, now), sweeper }
}

interface Doors {
  http: FastifyInstance
  directServer: Server
  gateway: Gateway
}

/** The HTTP API and the two sockets, not listening yet. */
async function openDoors(
  options: AssembleOptions,
  core: Core,
  readiness: () => Promise<void>,
): Promise<Doors> {
  const { settings, log } = options
  const servers: Server[] = []
  const knownHost = hostCheck(namesOf(settings))
  const { publicUrl, allowedOrigins, callPage } = settings
  const origins = callPage === '' ? allowedOrigins : [...allowedOrigins, new URL(callPage).origin]
  const allowedOrigin = originCheck(publicUrl, origins, () => servers.map(portOf))
  const signIn = signInWays(settings)
  const tarpit = new Tarpit()
  const directServer = directHttp(knownHost, tarpit)
  const sealing = await openSealing(settings)
  // What a build pins: see docs/SECURITY.md.
  log.info({ sealing: settings.sealing, fingerprints: sealing.keys.fingerprints }, 'sealing')
  const directPort = () => portOf(directServer)
  const http = await openHttp({
    ...options,
    ...settings,
    ...core,
    signIn,
    tarpit,
    knownHost,
    allowedOrigin,
    directPort,
    readiness,
    sealing,
  })
  servers.push(http.server, directServer)
  const gateway = await openGateway({
    ...settings,
    ...core,
    meter: { ...core.metrics, failed: (err, type) => log.error({ err, type }, 'a frame failed') },
    rates: {
      say: { perSecond: settings.sayPerSecond, burst: settings.sayBurst },
      frames: { perSecond: settings.framesPerSecond, burst: settings.framesBurst },
    },
    tarpit,
    knownHost,
    allowedOrigin,
    sealing,
  })
  gateway.attach(http.server, directServer)
  return { http, directServer, gateway }
}

/** The names that the settings give the server. */
function namesOf({ host, publicUrl, callPage, allowedOrigins }: Settings): string[] {
  const addresses = [publicUrl, callPage, ...allowedOrigins].filter((one) => one !== '')
  return [host, ...addresses.map((address) => new URL(address).hostname)]
}

/** Guests may come in while no WeChat app says who people are, unless the settings say otherwise. */
function signInWays(settings: Settings) {
  const { wechatAppid: appid, wechatSecret: secret, wechatApi: api } = settings
  const configured = appid !== ''
  const guestLogin = settings.guestLogin ?? !configured
  return configured ? { guestLogin, wechat: openWechat({ api, appid, secret }) } : { guestLogin }
}
