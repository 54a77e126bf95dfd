import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { Transform } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'

/** The two ends of one connection. */
interface Pair {
  client: Socket
  server: Socket
  /** Resolves when the client reads on. */
  reading: Promise<void>
}

/** A network between clients and one server that can be made as bad as networks are. */
export class Network {
  readonly #pairs = new Set<Pair>()
  readonly #listener: Server
  #delayMs = 0
  #readOn: () => void = () => undefined
  readonly #target: URL

  private constructor(target: URL) {
    this.#target = target
    // A half-closed connection is passed on as such.
    this.#listener = createServer({ allowHalfOpen: true }, (client) => this.#join(client))
  }

  /** Listens on a free port in front of `protocol://host:port`. */
  static async open(target: string): Promise<Network> {
    const network = new Network(new URL(target))
    network.#listener.listen(0, '127.0.0.1')
    await once(network.#listener, 'listening')
    return network
  }

  get url(): string {
    return this.urlOf('ws')
  }

  /** Its address for those who speak another protocol. */
  urlOf(protocol: string): string {
    return `${protocol}://127.0.0.1:${(this.#listener.address() as AddressInfo).port}`
  }

  /** Resets every connection, on both sides. */
  cut(): void {
    for (const { client, server } of this.#pairs) {
      client.resetAndDestroy()
      server.resetAndDestroy()
    }
  }

  /** Tells every other client that no more comes, and goes on taking what they send. */
  halfClose(): void {
    for (const { client } of this.#everyOther()) client.end()
  }

  /** From now on every piece takes so much longer, in both directions; 0 ends it. */
  delay(ms: number): void {
    this.#delayMs = ms
  }

  /** Every other client stops reading, or all read again. */
  stall(on: boolean): void {
    this.#readOn()
    if (!on) return
    const reading = new Promise<void>((done) => {
      this.#readOn = done
    })
    for (const pair of this.#everyOther()) pair.reading = reading
  }

  async close(): Promise<void> {
    this.#readOn()
    this.cut()
    await new Promise((done) => this.#listener.close(done))
  }

  #everyOther(): Pair[] {
    return [...this.#pairs].filter((_pair, at) => at % 2 === 0)
  }

  #join(client: Socket): void {
    const { hostname, port } = this.#target
    const server = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    const pair: Pair = { client, server, reading: Promise.resolve() }
    this.#pairs.add(pair)
    client.pipe(this.#slowed()).pipe(server)
    server.pipe(this.#slowed(() => pair.reading)).pipe(client)
    for (const end of [client, server]) {
      end.setNoDelay(true)
      // A `close` follows.
      end.on('error', () => undefined)
      end.on('close', () => {
        this.#pairs.delete(pair)
        client.destroy()
        server.destroy()
      })
    }
  }

  /** What passes through it, piece by piece, in order, and as late as the network is slow. */
  #slowed(before: () => Promise<void> = () => Promise.resolve()): Transform {
    const transform = async (part: Buffer): Promise<Buffer> => {
      await before()
      if (this.#delayMs > 0) await wait(this.#delayMs)
      return part
    }
    return new Transform({
      transform: (part, _encoding, done) => void transform(part).then((one) => done(null, one)),
    })
  }
}
