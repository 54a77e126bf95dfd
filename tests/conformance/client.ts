import { WebSocket } from 'ws'
import {
  decodeServer,
  type ServerFrame,
  type ServerFrameOf,
  type ServerFrameType,
  sealOffer,
} from '#protocol'
import { ClientSeal } from './sealing'

/** Milliseconds that an answer may take. Far beyond what it does take: only a fault reaches it. */
const patienceMs = 240_000

/** How a server refused to open a socket. */
export interface Denial {
  status: number
  contentType: string
  body: string
}

export interface Closing {
  code: number
  reason: string
}

interface Waiting {
  test: (frame: ServerFrame) => boolean
  found: (frame: ServerFrame) => void
  failed: (reason: Error) => void
  what: string
  deadline: NodeJS.Timeout
}

export interface Sendable {
  type: string
  id?: string
  [field: string]: unknown
}

/** Opens a socket; rejects with a sentence when the server refuses. */
export async function open(url: string, protocols: string[]): Promise<Client> {
  const outcome = await attempt(url, protocols)
  if (outcome instanceof Client) return outcome
  throw new Error(`${url} refused with ${outcome.status}: ${outcome.body}`)
}

/** Tries to open a socket: a client, or what the server said instead. */
export function attempt(
  url: string,
  protocols: string[],
  headers: { origin?: string; host?: string } = {},
): Promise<Client | Denial> {
  const socket = new WebSocket(url, [...protocols, sealOffer], { headers })
  // Listens from the start: the first frames may come together with the answer to the handshake.
  const client = new Client(socket, new ClientSeal())
  return new Promise((done, fail) => {
    // Sealed, or closed before that: the test sees the close.
    socket.once('open', () => void Promise.race([client.sealed, client.closed]).then(() => done(client)))
    socket.once('error', fail)
    socket.once('unexpected-response', (_request, response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        body += part
      })
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, contentType: response.headers['content-type'] ?? '', body }),
      )
    })
  })
}

/**
 * A raw client: sends what it is told, and keeps what comes until somebody asks for it. Never sleeps.
 */
export class Client {
  /** Everything that came, in order. */
  readonly received: ServerFrame[] = []
  /** What came and is no frame of the protocol. */
  readonly undecodable: string[] = []
  readonly closed: Promise<Closing>
  /** Resolves when frames can be sealed; at once without a seal. */
  readonly sealed: Promise<void>
  /** Every text as it went over the wire, both ways. */
  readonly wire: string[] = []
  #inbox: ServerFrame[] = []
  #waiting: Waiting[] = []
  #lastId = 0

  readonly #socket: WebSocket
  readonly #seal: ClientSeal | undefined
  #begun: () => void = () => undefined

  constructor(socket: WebSocket, seal?: ClientSeal) {
    this.#socket = socket
    this.#seal = seal
    this.sealed = new Promise((done) => {
      this.#begun = done
    })
    if (!seal) this.#begun()
    socket.on('message', (data, isBinary) => this.#receive(String(data), isBinary))
    socket.on('error', () => undefined)
    this.closed = new Promise((done) =>
      socket.once('close', (code, reason) => {
        done({ code, reason: String(reason) })
        for (const { failed, what } of this.#waiting)
          failed(new Error(`closed with ${code} before ${what} came`))
      }),
    )
  }

  /** The types of frames that came under keys of rooms. */
  get underRoomKeys(): string[] {
    return this.#seal?.underRoomKeys ?? []
  }

  get protocol(): string {
    return this.#socket.protocol
  }

  #receive(wire: string, isBinary: boolean): void {
    this.wire.push(wire)
    if (!this.#seal || isBinary) return this.#take(wire, isBinary)
    const hello = JSON.parse(wire)
    if (hello.type === 'hello') {
      this.#write(this.#seal.begin(hello))
      return this.#begun()
    }
    const frame = this.#seal.open(wire)
    if (frame !== undefined) this.#take(frame, false)
  }

  #write(wire: string): void {
    this.wire.push(wire)
    this.#socket.send(wire)
  }

  #take(wire: string, isBinary: boolean): void {
    const frame = isBinary ? undefined : decodeServer(wire)
    if (!frame || !wire.startsWith('{"type":"')) this.undecodable.push(wire.slice(0, 500))
    if (!frame) return
    this.received.push(frame)
    const waiting = this.#waiting.find(({ test }) => test(frame))
    if (waiting) waiting.found(frame)
    else this.#inbox.push(frame)
  }

  send(frame: object): void {
    this.#sendText(JSON.stringify(frame))
  }

  /** Sends bytes as they are: a text for a text message, a buffer for a binary one. */
  sendRaw(data: string | Buffer, binary = typeof data !== 'string'): void {
    if (binary) this.#socket.send(data, { binary })
    else this.#sendText(data)
  }

  /** Sends a text past the seal. */
  sendBare(wire: string): void {
    this.#write(wire)
  }

  #sendText(text: string | Buffer): void {
    this.#write(this.#seal ? this.#seal.seal(text) : String(text))
  }

  /** Until the server's end has answered a ping, and so has read all that was sent before it. */
  async pong(): Promise<void> {
    const answered = new Promise<void>((done) => this.#socket.once('pong', () => done()))
    this.#socket.ping()
    await answered
  }

  /** The oldest frame of this type that nobody has taken yet, or the next one that comes. */
  next<T extends ServerFrameType>(
    type: T,
    test: (frame: ServerFrameOf<T>) => boolean = () => true,
  ): Promise<ServerFrameOf<T>> {
    const matches = (frame: ServerFrame) => frame.type === type && test(frame as unknown as ServerFrameOf<T>)
    return this.#find(matches, type) as Promise<unknown> as Promise<ServerFrameOf<T>>
  }

  /** Sends a frame and waits for the answer that repeats its id; fails when that is of another type. */
  async ask<T extends ServerFrameType>(answer: T, frame: Sendable): Promise<ServerFrameOf<T>> {
    const came = await this.askAnything(frame)
    if (came.type !== answer)
      throw new Error(`${frame.type} was answered with ${JSON.stringify(came)}, not ${answer}`)
    return came as unknown as ServerFrameOf<T>
  }

  /** Sends a frame that must be refused: the code. */
  async refusal(frame: Sendable): Promise<string> {
    return (await this.ask('refused', frame)).code
  }

  askAnything(frame: Sendable): Promise<ServerFrame> {
    this.#lastId += 1
    const id = frame.id ?? `q${this.#lastId}`
    this.send({ ...frame, id })
    return this.#find(
      (came) => came.type !== 'said' && 'id' in came && came.id === id,
      `the answer to ${frame.type}`,
    )
  }

  #find(test: Waiting['test'], what: string): Promise<ServerFrame> {
    const at = this.#inbox.findIndex(test)
    const [there] = at < 0 ? [] : this.#inbox.splice(at, 1)
    if (there) return Promise.resolve(there)
    if (this.#socket.readyState > WebSocket.OPEN)
      return Promise.reject(new Error(`closed before ${what} came`))
    return new Promise((done, fail) => {
      const waiting: Waiting = {
        test,
        what,
        found: (frame) => this.#settle(waiting, () => done(frame)),
        failed: (reason) => this.#settle(waiting, () => fail(reason)),
        deadline: setTimeout(() => waiting.failed(this.#lateness(what)), patienceMs),
      }
      this.#waiting.push(waiting)
    })
  }

  #settle(waiting: Waiting, end: () => void): void {
    clearTimeout(waiting.deadline)
    this.#waiting = this.#waiting.filter((other) => other !== waiting)
    end()
  }

  #lateness(what: string): Error {
    const came = this.#inbox.slice(-20).map((frame) => JSON.stringify(frame).slice(0, 200))
    return new Error(
      `${what} did not come within ${patienceMs} ms. Instead:\n  ${came.join('\n  ') || 'nothing'}`,
    )
  }

  /** What came of these types, and has not been taken, once the server has answered everything before. */
  async leftover(...types: ServerFrameType[]): Promise<ServerFrame[]> {
    await this.ask('heartbeat', { type: 'heartbeat' })
    return this.#inbox.filter(({ type }) => types.includes(type))
  }

  close(code = 1000): Promise<Closing> {
    this.#socket.close(code)
    return this.closed
  }
}
