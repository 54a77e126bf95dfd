import { Cluster, type Redis } from 'ioredis'
import { type Client, isTimeout } from './connect'

/** Looks without a sign of life after which the client is made anew: with a look each beat, some seconds. */
const mostSilent = 2

/**
 * The client by which commands go, and another one in its place when it does not come back: a client of a cluster
 * that loses all its masters at once may stay in `disconnecting` for good (ioredis 6.0).
 */
export class Link {
  #client: Client
  #silent = 0
  #closed = false
  readonly #make: () => Client
  readonly #onError: (error: unknown) => void
  readonly #onReady = new Set<() => void>()
  readonly #onClose = new Set<() => void>()

  constructor(make: () => Client, onError: (error: unknown) => void) {
    this.#make = make
    this.#onError = onError
    this.#client = this.#begin()
  }

  /** To be asked for each command: it may be another one by the next. */
  get client(): Client {
    return this.#client
  }

  /** The client says that it can be used, perhaps again and again while only a part of Redis is there. */
  onReady(act: () => void): void {
    this.#onReady.add(act)
  }

  onClose(act: () => void): void {
    this.#onClose.add(act)
  }

  /** Looks whether anything answers. Never rejects. */
  async probe(): Promise<void> {
    const client = this.#client
    const servers = client instanceof Cluster ? client.nodes('master') : [client]
    const alive = await Promise.all(servers.map(answers))
    // What the client says of itself is believed only where it is bad.
    if (client.status === 'ready' && alive.includes(true)) this.#silent = 0
    else this.#silent += 1
    if (this.#silent <= mostSilent || this.#closed) return
    this.#silent = 0
    this.#letGo()
    this.#client = this.#begin()
    // What fails is told by its events.
    this.#client.connect().catch(() => undefined)
  }

  close(): void {
    this.#closed = true
    this.#letGo()
  }

  #begin(): Client {
    const client = this.#make()
    client.on('error', this.#onError)
    client.on('ready', () => this.#tell(this.#onReady))
    client.on('close', () => this.#tell(this.#onClose))
    return client
  }

  #letGo(): void {
    this.#client.removeAllListeners()
    this.#client.on('error', () => undefined)
    this.#client.disconnect()
  }

  #tell(hearers: Set<() => void>): void {
    for (const hear of hearers) hear()
  }
}

/** Whether it answers. Who is connected and does not has perhaps lost the other end without a word. */
async function answers(server: Redis): Promise<boolean> {
  try {
    await server.ping()
    return true
  } catch (error) {
    if (isTimeout(error) && server.status === 'ready') server.disconnect(true)
    return false
  }
}
