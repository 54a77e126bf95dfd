import { connect, createServer, type Server, type Socket } from 'node:net'
import { listen, portOf } from '../server/listening'

/** The two ends of one connection. */
interface Pair {
  client: Socket
  server: Socket
}

/** A network between clients and one server that can be made as bad as networks are. */
export class Network {
  private readonly pairs = new Set<Pair>()
  private readonly listener: Server
  private delayMs = 0
  private stalled = false

  private constructor(private readonly target: URL) {
    // A half-closed connection is passed on as such.
    this.listener = createServer({ allowHalfOpen: true }, (client) => this.join(client))
  }

  /** Listens on a free port in front of `ws://host:port`. */
  static async open(target: string): Promise<Network> {
    const network = new Network(new URL(target))
    await listen(network.listener, 0, '127.0.0.1')
    return network
  }

  get url(): string {
    return `ws://127.0.0.1:${portOf(this.listener)}`
  }

  /** Resets every connection, on both sides. */
  cut(): void {
    for (const { client, server } of this.pairs) {
      client.resetAndDestroy()
      server.resetAndDestroy()
    }
  }

  /** Tells every other client that no more comes, and goes on taking what they send. */
  halfClose(): void {
    for (const { client } of this.everyOther()) client.end()
  }

  /** From now on every piece takes so much longer, in both directions; 0 ends it. */
  delay(ms: number): void {
    this.delayMs = ms
  }

  /** Every other client stops reading, or reads again. */
  stall(on: boolean): void {
    this.stalled = on
    for (const { server } of on ? this.everyOther() : this.pairs) {
      if (on) server.pause()
      else server.resume()
    }
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise((done) => this.listener.close(done))
  }

  private everyOther(): Pair[] {
    return [...this.pairs].filter((_pair, at) => at % 2 === 0)
  }

  private join(client: Socket): void {
    const { hostname, port } = this.target
    const server = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    const pair = { client, server }
    this.pairs.add(pair)
    this.pass(client, server)
    this.pass(server, client)
    for (const end of [client, server]) {
      end.setNoDelay(true)
      // A `close` follows.
      end.on('error', () => undefined)
      end.on('close', () => {
        this.pairs.delete(pair)
        client.destroy()
        server.destroy()
      })
    }
  }

  private pass(from: Socket, to: Socket): void {
    from.on('data', (part) => {
      if (this.delayMs === 0) return this.write(part, from, to)
      from.pause()
      setTimeout(() => {
        this.write(part, from, to)
        if (!this.stalled) from.resume()
      }, this.delayMs)
    })
    to.on('drain', () => {
      if (!this.stalled) from.resume()
    })
    from.on('end', () => to.end())
  }

  private write(part: Buffer, from: Socket, to: Socket): void {
    if (to.writable && !to.write(part)) from.pause()
  }
}
