import type { Logger } from 'pino'
import type { Sessions } from '../accounts/sessions'
import type { Ports } from '../chat/ports'
import type { Metrics } from '../lib/metrics'
import type { Passes } from '../media/passes'
import type { MediaPorts } from '../media/ports'
import type { Tarpit } from '../net/tarpit'
import type { Wechat } from '../wechat/wechat'
import type { Sealing } from '../wire/open-sealing'

/** The ways to sign in that are on; the one by password always is. */
interface SignInWays {
  guestLogin: boolean
  /** Given when a WeChat app is configured. */
  wechat?: Wechat
}

export interface HttpOptions {
  ports: Ports
  sessions: Sessions
  sealing: Sealing
  media: MediaPorts
  passes: Passes
  signIn: SignInWays
  /** Where people reach this server, without a slash at the end; empty when that is not known. */
  publicUrl: string
  /** Where the web room is that WeChat lets stand in `<web-view>`, without a slash at the end; empty where there is none. */
  callPage: string
  /** Addresses and networks of proxies whose `X-Forwarded-…` headers are believed. */
  trustProxy: string[]
  /** Whether this is a name of the server: what a `Host` header may say. */
  knownHost(host: string): boolean
  /** Whether a page of this origin may call, given the `Host` that it calls. */
  allowedOrigin(origin: string, host: string): boolean
  /** Where refusals wait that one sender gets too many of. */
  tarpit: Tarpit
  log: Logger
  metrics: Metrics
  /** Bearer token that opens `/metrics` to other machines; empty: only this machine may read them. */
  metricsToken: string
  version: string
  /** The folder of the built web room; empty, or without a page in it, there is none. */
  webRoom: string
  /** The port on which the 1v1 socket listens. */
  directPort(): number
  /** Rejects while the server cannot do its work. */
  readiness(): Promise<void>
}
