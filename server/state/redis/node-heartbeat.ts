import type { RedisBus } from './bus'
import type { Channels } from './channels'
import { type Client, isTimeout } from './connect'
import type { RedisPresence } from './presence'

/** Milliseconds between two beats of a node. */
const beatMs = 2_500
/** Milliseconds of silence after which a node is dead: with a beat of the others, less than the 15 s promised. */
const deadMs = 8_000

/** The life of a node as the others see it, and what it does for them while it lives. */
export class NodeHeartbeat {
  readonly #client: Client
  readonly #channels: Channels
  readonly #node: string
  readonly #nodes: string
  readonly #presence: RedisPresence
  readonly #bus: RedisBus
  readonly #outage: { failed(error: unknown): void; over(): void }
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  /** Redis was out of reach, so what it knows of this node may be old. */
  #returned = true

  constructor(parts: {
    client: Client
    channels: Channels
    node: string
    prefix: string
    presence: RedisPresence
    bus: RedisBus
    outage: { failed(error: unknown): void; over(): void }
  }) {
    this.#client = parts.client
    this.#channels = parts.channels
    this.#node = parts.node
    this.#nodes = `${parts.prefix}nodes`
    this.#presence = parts.presence
    this.#bus = parts.bus
    this.#outage = parts.outage
  }

  start(): void {
    this.#timer = setInterval(() => void this.beat(), beatMs)
    this.#timer.unref()
    // Back from an outage: the next beat is now.
    this.#client.on('ready', () => {
      this.#returned = true
      void this.beat()
    })
    this.#client.on('close', () => {
      this.#returned = true
    })
  }

  /** One at a time; never rejects. */
  beat(): Promise<void> {
    this.#running ??= this.#beat().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  /** The node takes itself away, as the others would if it just died. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
    await this.#bury(this.#node).catch(() => undefined)
  }

  async #beat(): Promise<void> {
    await this.#channels.probe()
    try {
      const [known, dead] = await this.#client.beat(this.#nodes, this.#node, deadMs)
      if (known === 0 || this.#returned) {
        this.#returned = false
        await this.#presence.announce()
      } else await this.#presence.refresh()
      for (const node of dead) await this.#bury(node)
      this.#bus.resync()
      this.#outage.over()
    } catch (error) {
      this.#fail(error)
    }
  }

  async #bury(node: string): Promise<void> {
    await this.#presence.sweep(node)
    // Last: who dies while sweeping leaves the rest to the next one.
    await this.#client.zrem(this.#nodes, node)
  }

  #fail(error: unknown): void {
    this.#outage.failed(error)
    this.#returned = true
    // It is connected and does not answer: perhaps the other end is gone without a word.
    if (isTimeout(error) && this.#client.status === 'ready') this.#client.disconnect(true)
  }
}
