import type { RedisBus } from './bus'
import type { Link } from './link'
import type { RedisPresence } from './presence'

/** Milliseconds between two beats of a node. */
const beatMs = 2_500
/** Milliseconds between two beats that are not waited for. */
const pauseMs = 1_000
/** Milliseconds of silence after which a node is dead: with a beat of the others, less than the 15 s promised. */
const deadMs = 8_000

/** The life of a node as the others see it, and what it does for them while it lives. */
export class NodeHeartbeat {
  readonly #link: Link
  readonly #node: string
  readonly #nodes: string
  readonly #presence: RedisPresence
  readonly #bus: RedisBus
  readonly #outage: { failed(error: unknown): void; over(): void }
  #timer: NodeJS.Timeout | undefined
  #soon: NodeJS.Timeout | undefined
  #begunAt = Number.NEGATIVE_INFINITY
  #running: Promise<void> | undefined
  /** Redis was out of reach, so what it knows of this node may be old. */
  #returned = true

  constructor(parts: {
    link: Link
    node: string
    prefix: string
    presence: RedisPresence
    bus: RedisBus
    outage: { failed(error: unknown): void; over(): void }
  }) {
    this.#link = parts.link
    this.#node = parts.node
    this.#nodes = `${parts.prefix}nodes`
    this.#presence = parts.presence
    this.#bus = parts.bus
    this.#outage = parts.outage
  }

  start(): void {
    this.#timer = setInterval(() => void this.beat(), beatMs)
    this.#timer.unref()
    this.#link.onReady(() => this.#beatSoon())
    this.#link.onClose(() => {
      this.#returned = true
    })
  }

  /** One at a time; never rejects. */
  beat(): Promise<void> {
    this.#begunAt = performance.now()
    this.#running ??= this.#beat().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  /**
   * Back from an outage: the next beat is now. But a client of a cluster may say so a hundred times while one shard
   * is gone, and each beat after an outage tells Redis everything.
   */
  #beatSoon(): void {
    if (performance.now() - this.#begunAt >= pauseMs) void this.beat()
    else this.#soon ??= setTimeout(() => this.#beatLate(), pauseMs).unref()
  }

  #beatLate(): void {
    this.#soon = undefined
    void this.beat()
  }

  /** The node takes itself away, as the others would if it just died. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    clearTimeout(this.#soon)
    await this.#running
    await this.#bury(this.#node).catch(() => undefined)
  }

  async #beat(): Promise<void> {
    await Promise.all([this.#bus.channels.probe(), this.#link.probe()])
    try {
      const [known, dead] = await this.#link.client.beat(this.#nodes, this.#node, deadMs)
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
    await this.#link.client.zrem(this.#nodes, node)
  }

  #fail(error: unknown): void {
    this.#outage.failed(error)
    this.#bus.doubt()
    this.#returned = true
  }
}
