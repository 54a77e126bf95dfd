import { createServer, type Server } from 'node:http'
import { test as base } from 'vitest'
import { offer, type Person, type Port, paths, type RefusalCode } from '#protocol'
import { openSessions, type Sessions } from '../../server/accounts/sessions'
import type { Identity } from '../../server/accounts/tokens'
import { Connection } from '../../server/gateway/connection'
import { type Gateway, openGateway } from '../../server/gateway/gateway'
import { originCheck } from '../../server/gateway/origins'
import type { Rates } from '../../server/gateway/rate-limits'
import { Tick } from '../../server/gateway/tick'
import { hostCheck } from '../../server/net/hosts'
import { listen, portOf } from '../../server/net/listening'
import { Tarpit } from '../../server/net/tarpit'
import { RoomKeys } from '../../server/wire/room-keys'
import { sealingWire } from '../../server/wire/sealed-frames'
import { type Client, open } from '../conformance/client'
import { openTestChat, type TestChat } from './chat'
import { testKeys } from './seal-keys'

/** The two ports on free ports of this machine, over a test chat, without the HTTP API. */
export interface TestGateway {
  chat: TestChat
  gateway: Gateway
  sessions: Sessions
  /** What was counted, in the order in which it happened. */
  counted: { received: string[]; refused: RefusalCode[]; failed: string[]; closed: Array<[Port, number]> }
  url(port: Port): string
  /** A new session of somebody. */
  signIn(person: Person): Promise<{ token: string; identity: Identity }>
  /** A socket of a new session; of a new person unless one is given. */
  connect(port: Port, who: string | Person): Promise<Client>
  /** The server's end of somebody's newest socket. */
  serverEnd(person: Person): Connection
  close(): Promise<void>
}

export interface GatewayChoices {
  rates?: Partial<Rates>
  socketsPerPerson?: number
  socketsPerAddress?: number
  /** `required` unless said otherwise. */
  sealing?: 'required' | 'optional'
  tarpit?: Tarpit
}

const plenty = { perSecond: 1_000_000, burst: 1_000_000 }
const dayMs = 86_400_000

export async function openTestGateway(choices: GatewayChoices = {}): Promise<TestGateway> {
  const tick = new Tick()
  const chat = await openTestChat(sealingWire(new RoomKeys(Date.now), (flush) => tick.gather(flush)))
  const { store, state } = chat.context.ports
  const secret = 'a secret of thirty-two bytes or more'
  const { now } = chat.clock
  const sessions = openSessions({ secret, lifetimeMs: dayMs, store, bus: state.bus, now })
  const counted: TestGateway['counted'] = { received: [], refused: [], failed: [], closed: [] }
  const servers: Record<Port, Server> = { group: createServer(), direct: createServer() }
  const gateway = await openGateway({
    chat: chat.context,
    sessions,
    tick,
    meter: {
      opened: () => undefined,
      closed: (port, code) => counted.closed.push([port, code]),
      received: (_port, type) => counted.received.push(type),
      refused: (code) => counted.refused.push(code),
      failed: (_error, type) => counted.failed.push(type),
    },
    rates: { say: plenty, frames: plenty, ...choices.rates },
    socketsPerPerson: choices.socketsPerPerson ?? 10,
    socketsPerAddress: choices.socketsPerAddress ?? 200,
    sealing: { keys: testKeys, required: choices.sealing !== 'optional' },
    tarpit: choices.tarpit ?? new Tarpit(),
    trustProxy: ['loopback'],
    knownHost: hostCheck([]),
    allowedOrigin: originCheck('', [], () => Object.values(servers).map(portOf)),
  })
  gateway.attach(servers.group, servers.direct)
  await Promise.all(Object.values(servers).map((server) => listen(server, 0, '127.0.0.1')))

  const url = (port: Port) => `ws://127.0.0.1:${portOf(servers[port])}${paths[port]}`
  const signIn = async (person: Person) => {
    const { token } = await sessions.issue(person.id, { device: '', address: '' })
    const identity = await sessions.verify(token)
    if (!identity) throw new Error('A fresh token is not valid.')
    return { token, identity }
  }
  return {
    chat,
    gateway,
    sessions,
    counted,
    url,
    signIn,
    async connect(port, who) {
      const person = typeof who === 'string' ? await chat.person(who) : who
      return open(url(port), offer((await signIn(person)).token))
    },
    serverEnd(person) {
      const [newest] = [...chat.context.userConnections.of(person.id)].reverse()
      if (!(newest instanceof Connection)) throw new Error(`${person.name} has no socket.`)
      return newest
    },
    async close() {
      gateway.silence()
      await chat.context.appender.idle()
      await gateway.close()
      for (const server of Object.values(servers)) server.close()
      await chat.close()
    },
  }
}

/** Like `test` of Vitest, with a gateway of its own for each test. */
export const it = base.extend<{ choices: GatewayChoices; ports: TestGateway }>({
  choices: {},
  ports: async ({ choices }, use) => {
    const ports = await openTestGateway(choices)
    await use(ports)
    await ports.close()
  },
})
