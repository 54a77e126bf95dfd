import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { closes, limits, type Port, subprotocol } from '#protocol'
import { connectClient, disconnectClient } from '../chat/connect'
import type { ChatContext } from '../chat/context'
import type { Tarpit } from '../net/tarpit'
import { SealGuard } from '../wire/guard'
import type { Sealing } from '../wire/open-sealing'
import { SocketSeal } from '../wire/socket-seal'
import {
  type Admission,
  admit,
  barred,
  type Gate,
  isRejection,
  type Rejection,
  reject,
  senderOf,
  tooManySockets,
} from './admission'
import { Connection } from './connection'
import { Inbox, type InboxMeter } from './inbox'
import { receiveFrom } from './intake'
import { startKeepalive } from './keepalive'
import type { RateLimits } from './rate-limits'
import { refuseUpgrade } from './refuse-upgrade'
import type { Tick } from './tick'

/** Milliseconds that the sockets have to close when the server stops. */
const drainMs = 3_000

export interface PortMeter extends InboxMeter {
  opened(port: Port): void
  closed(port: Port, code: number): void
}

export interface PortOptions {
  sealing: Sealing
  gate: Omit<Gate, 'isFull' | 'port'>
  chat: ChatContext
  rateLimits: RateLimits
  tarpit: Tarpit
  tick: Tick
  meter: PortMeter
  now(): number
  elapsed(): number
  newId(): string
  socketsPerPerson: number
  socketsPerAddress: number
}

/** One of the two WebSocket ports: who may connect, who is connected, and how it ends. */
export class WebSocketPort {
  readonly connections = new Set<Connection>()
  readonly #addresses = new Map<string, number>()
  readonly #departures = new Set<Promise<void>>()
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: limits.sealedBytes,
    // One socket's zlib context costs more than the whole fan-out to it (measured: 50 to 470 µs a frame).
    perMessageDeflate: false,
    handleProtocols: () => subprotocol,
  })
  readonly #keepalive: { stop(): void }
  readonly #gate: Gate
  #open = true
  readonly #port: Port
  readonly #options: PortOptions

  constructor(port: Port, options: PortOptions) {
    this.#port = port
    this.#options = options
    const isFull = (address: string | undefined) =>
      address !== undefined && (this.#addresses.get(address) ?? 0) >= options.socketsPerAddress
    this.#gate = { ...options.gate, port, isFull }
    this.#keepalive = startKeepalive(this.connections, options)
  }

  /** Takes the upgrades of an HTTP server. */
  attach(http: Server): void {
    http.on('upgrade', (request, socket, head) => {
      // Without a listener the reset of a socket that is still being checked would end the process.
      socket.on('error', () => socket.destroy())
      // An HTTP server that listens on a port gets no other kind of stream.
      void this.#upgrade(request, socket as Socket, head)
    })
  }

  /** Ends all the sockets of a session that was signed out. */
  signOut(session: string): void {
    for (const connection of this.connections)
      if (connection.session === session) connection.close(closes.signedOut)
  }

  /** The sessions of all connections. */
  get sessions(): string[] {
    return [...this.connections].map((connection) => connection.session)
  }

  /** Refuses new sockets, and leaves unread what the others still send: they will retry it elsewhere. */
  silence(): void {
    this.#open = false
    this.#keepalive.stop()
    for (const connection of this.connections) connection.deafen()
  }

  /** Closes every socket with "come back", and resolves when all are gone. */
  async close(): Promise<void> {
    for (const connection of this.connections) connection.close(closes.restarting)
    const late = setTimeout(() => {
      for (const connection of this.connections) connection.terminate()
    }, drainMs)
    while (this.connections.size > 0) await Promise.race([...this.connections].map((one) => one.gone))
    clearTimeout(late)
    await Promise.all(this.#departures)
  }

  async #upgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    const admission = this.#open
      ? await this.#admit(request)
      : reject(503, 'closing', 'The server is restarting.')
    const refuse = (why: Rejection) => this.#refuse(request, socket, why)
    if (isRejection(admission)) return refuse(admission)
    if (!this.#open || socket.destroyed) return void socket.destroy()
    if (this.#options.rateLimits.isBarred(admission.person.id)) return refuse(barred())
    // Others of the same address may have come in while the store was asked.
    if (this.#gate.isFull(admission.address)) return refuse(tooManySockets())
    socket.setNoDelay(true)
    this.#server.handleUpgrade(request, socket, head, (ws) => this.#accept(ws, socket, admission))
  }

  async #refuse(request: IncomingMessage, socket: Socket, why: Rejection): Promise<void> {
    if (this.#open) await this.#options.tarpit.hold(senderOf(request, this.#gate))
    refuseUpgrade(socket, why)
  }

  async #admit(request: IncomingMessage): Promise<Admission | ReturnType<typeof reject>> {
    try {
      return await admit(request, this.#gate)
    } catch (error) {
      this.#options.meter.failed(error, 'upgrade')
      return reject(503, 'try-again', 'The server cannot let anyone in at the moment.')
    }
  }

  #accept(ws: WebSocket, socket: Socket, { identity, person, address, seals, outdated }: Admission): void {
    const { chat, rateLimits, tick, meter, newId, elapsed, sealing } = this.#options
    const time = elapsed()
    const seal = seals ? new SocketSeal() : undefined
    const connection = new Connection(newId(), this.#port, identity, person, ws, socket, tick, time, seal)
    // A second of the 25 at random, so that sockets that connected together are not pinged together.
    connection.pingAt = time + Math.floor(Math.random() * limits.heartbeatMs)
    this.#count(address, 1)
    this.#evictOldest(connection)
    this.connections.add(connection)
    meter.opened(this.#port)
    const guard = seal && new SealGuard(connection, seal, sealing.keys)
    // Before anything is written to it.
    if (outdated) connection.close(closes.outdated)
    else if (!seals && sealing.required) connection.close(closes.unsealed)

    const arrival = this.#connect(connection).catch((error: unknown) => {
      meter.failed(error, 'arrive')
      connection.close(closes.unavailable)
    })
    // A client that has the answer to its first frame hears of everything from then on.
    const inbox = new Inbox(connection, chat, rateLimits.of(person.id), meter, arrival)
    receiveFrom(ws, connection, guard, inbox)
    ws.on('pong', () => connection.answered(elapsed()))
    // A protocol error of the other side: `ws` closes with the right code by itself.
    ws.on('error', () => undefined)
    ws.on('close', (code) => {
      this.connections.delete(connection)
      connection.end()
      guard?.stop()
      this.#count(address, -1)
      meter.closed(this.#port, code)
      this.#cleanUp(connection, inbox)
    })
  }

  async #connect(connection: Connection): Promise<void> {
    await connectClient(connection, this.#options.chat)
    // A sign-out after the token was verified, but before this socket could be told of it.
    if (await this.#gate.sessions.isRevoked(connection.session)) connection.close(closes.signedOut)
  }

  /** Lets go of all that is kept for the connection, when everything it began is done. */
  #cleanUp(connection: Connection, inbox: Inbox): void {
    const { chat, meter } = this.#options
    const departure = inbox
      .idle()
      .then(() => disconnectClient(connection, chat))
      .catch((error: unknown) => meter.failed(error, 'depart'))
      .finally(() => this.#departures.delete(departure))
    this.#departures.add(departure)
  }

  /** A person's oldest socket is closed when the newest one is too many. */
  #evictOldest(newest: Connection): void {
    const mine = [...this.#options.chat.userConnections.of(newest.person.id)].filter(
      (one) => one.port === this.#port,
    )
    const tooMany = mine.length + 1 - this.#options.socketsPerPerson
    for (const oldest of mine.slice(0, Math.max(0, tooMany))) oldest.close(closes.tooMany)
  }

  #count(address: string | undefined, change: number): void {
    if (address === undefined) return
    const count = (this.#addresses.get(address) ?? 0) + change
    if (count > 0) this.#addresses.set(address, count)
    else this.#addresses.delete(address)
  }
}
