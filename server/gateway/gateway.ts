import type { Server } from 'node:http'
import { type SessionNews, sessionsTopic } from '../accounts/session-ends'
import type { Sessions } from '../accounts/sessions'
import type { ChatContext } from '../chat/context'
import { UntilDone } from '../chat/live/until-done'
import type { Tarpit } from '../net/tarpit'
import type { Sealing } from '../wire/open-sealing'
import { type PortMeter, WebSocketPort } from './port'
import { RateLimits, type Rates } from './rate-limits'
import type { Tick } from './tick'

export interface GatewayOptions {
  chat: ChatContext
  sessions: Sessions
  tick: Tick
  meter: PortMeter
  rates: Rates
  /** Where refusals wait that one address gets too many of. */
  tarpit: Tarpit
  sealing: Sealing
  socketsPerPerson: number
  socketsPerAddress: number
  trustProxy: string[]
  knownHost(host: string): boolean
  allowedOrigin(origin: string, host: string): boolean
}

/** The two WebSocket ports of a node. */
export interface Gateway {
  attach(groupServer: Server, directServer: Server): void
  /** Refuses new sockets, and reads nothing more. */
  silence(): void
  /** Closes every socket with "come back", and resolves when all are gone. */
  close(): Promise<void>
}

export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { chat, sessions, trustProxy, knownHost, allowedOrigin, rates } = options
  const { people, now, elapsed, newId, state } = chat.ports
  const shared = {
    ...options,
    gate: { sessions, people, trustProxy, knownHost, allowedOrigin },
    rateLimits: new RateLimits(rates, elapsed),
    now,
    elapsed,
    newId,
  }
  const group = new WebSocketPort('group', shared)
  const direct = new WebSocketPort('direct', shared)
  const ports = [group, direct]
  const unsubscribe = await state.bus.subscribe(sessionsTopic, (news) => {
    // Nothing else is published under this topic.
    for (const port of ports) port.signOut((news as SessionNews).revoked)
  })
  // A sign-out while news were lost has not been heard of, or is not going to be.
  const checking = new UntilDone(async () => {
    const open = [...new Set(ports.flatMap((port) => port.sessions))]
    for (const session of await sessions.revokedOf(open)) for (const port of ports) port.signOut(session)
  })
  const forget = [state.bus.onGap(() => checking.ask()), state.bus.onDoubt(() => checking.ask())]

  return {
    attach(groupServer, directServer) {
      group.attach(groupServer)
      direct.attach(directServer)
    },
    silence: () => ports.forEach((port) => void port.silence()),
    async close() {
      await Promise.all(ports.map((port) => port.close()))
      checking.stop()
      for (const one of forget) one()
      unsubscribe()
    },
  }
}
