import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import {
  decodeClient,
  limits,
  type Person,
  type Port,
  paths,
  type ServerFrame,
  subprotocol,
  tokenPrefix,
} from '#protocol'
import { listen, portOf } from '../../server/net/listening'
import { SealGuard } from '../../server/wire/guard'
import { SocketSeal } from '../../server/wire/socket-seal'
import type { Target } from '../conformance/target'
import { ModelScene } from './model-scene'
import type { ModelServer } from './model-server'
import { testKeys } from './seal-keys'

/** A socket that has been let in: who it is of, and how frames get to it. */
interface Guest {
  person: Person
  port: Port
  send(frame: ServerFrame): void
}

/**
 * The model server on real sockets of this machine, sealed, for the suite that holds any server to the protocol.
 * Signing in and making rooms is no matter of the model: a scene does it.
 */
export class ModelGateway {
  readonly #model: ModelServer
  readonly #scene: ModelScene
  readonly #servers: Record<Port, Server>
  readonly #guests = new Set<Guest>()

  constructor(model: ModelServer) {
    this.#model = model
    this.#scene = new ModelScene(model)
    this.#servers = { group: this.#server('group'), direct: this.#server('direct') }
  }

  async open(): Promise<Target> {
    for (const server of Object.values(this.#servers)) await listen(server, 0, '127.0.0.1')
    const at = (port: Port) => `127.0.0.1:${portOf(this.#servers[port])}`
    return {
      groupUrl: `ws://${at('group')}`,
      directUrl: `ws://${at('direct')}`,
      httpUrl: `http://${at('group')}`,
    }
  }

  close(): void {
    for (const server of Object.values(this.#servers)) server.close().closeAllConnections()
  }

  #server(port: Port): Server {
    const sockets = new WebSocketServer({
      noServer: true,
      maxPayload: limits.sealedBytes,
      handleProtocols: () => subprotocol,
    })
    return createServer((_request, response) => this.#signIn(response)).on(
      'upgrade',
      (request, socket, head) =>
        sockets.handleUpgrade(request, socket, head, (ws) => this.#welcome(ws, request, port)),
    )
  }

  /** Whoever asks for anything signs in as a new guest: nothing else is asked of it. */
  #signIn(response: ServerResponse): void {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(this.#scene.newGuest()))
  }

  #welcome(ws: WebSocket, request: IncomingMessage, port: Port): void {
    const offered = String(request.headers['sec-websocket-protocol']).split(/, */)
    const token = offered.find((one) => one.startsWith(tokenPrefix))?.slice(tokenPrefix.length) ?? ''
    const person = this.#scene.personOf(token)
    const seal = new SocketSeal()
    const write = (bytes: Uint8Array[]) => {
      for (const part of bytes) request.socket.write(part)
    }
    const guard = new SealGuard({ write, close: ({ code }) => ws.close(code) }, seal, testKeys)
    const guest: Guest = { person, port, send: (frame) => write(seal.own(frame)) }
    const far = this.#model.dial(paths[port], offered, {
      opened: () => void this.#guests.add(guest),
      message: (text) => guest.send(JSON.parse(text)),
      closed: (code, reason) => (code === 1006 ? ws.terminate() : ws.close(code, reason)),
    })
    ws.on('message', (data: Buffer) => {
      const text = guard.receive(data)?.toString()
      if (text !== undefined && !this.#sets(text, guest)) far.send(text)
    })
    ws.on('close', () => {
      guard.stop()
      this.#guests.delete(guest)
      far.close()
    })
  }

  /** Whether a frame makes rooms or members, and so was answered by the scene. */
  #sets(text: string, guest: Guest): boolean {
    const decoded = decodeClient(text, guest.port)
    const told = 'frame' in decoded && this.#scene.set(decoded.frame, guest.person)
    if (!told) return false
    for (const { to, frame } of told)
      for (const other of to === guest.person.id ? [guest] : this.#guests)
        if (other.person.id === to && other.port === guest.port) other.send(frame)
    return true
  }
}
