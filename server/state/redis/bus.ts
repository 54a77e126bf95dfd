import { MemoryBus } from '../memory-bus'
import type { Bus, Unsubscribe } from '../state'
import type { Channels } from './channels'

/** What stands on the channel: who said it, and what. */
type Envelope = [node: string, news: object]

/** News about the news: some may have been lost. */
const gaps = 'gaps'

/**
 * News between nodes by Redis. A node hears itself at once and by itself, Redis or not; what it hears of
 * its own from Redis is dropped.
 */
export class RedisBus implements Bus {
  readonly #local: MemoryBus
  readonly #topics = new Map<string, { holds: number; held: Promise<void> }>()
  readonly #gapHearers = new Set<() => void>()
  readonly #channels: Channels
  readonly #node: string
  readonly #prefix: string
  readonly #onError: (error: unknown) => void
  /** Something that this node has said may have reached nobody. */
  #lost = false

  constructor(channels: Channels, node: string, prefix: string, onError: (error: unknown) => void) {
    this.#channels = channels
    this.#node = node
    this.#prefix = `${prefix}news:`
    this.#onError = onError
    this.#local = new MemoryBus(onError)
    channels.onText((channel, text) => this.#hear(channel, text))
    channels.onBack(() => this.#tellGap())
  }

  /** Resolves when this node hears of gaps. */
  open(): Promise<void> {
    return this.#listen(gaps)
  }

  publish(topic: string, news: object): void {
    this.#local.publish(topic, news)
    this.#send(topic, news)
  }

  async subscribe(topic: string, hear: (news: unknown) => void): Promise<Unsubscribe> {
    const unsubscribe = await this.#local.subscribe(topic, hear)
    const entry = this.#topics.get(topic) ?? { holds: 0, held: this.#listen(topic) }
    this.#topics.set(topic, entry)
    entry.holds += 1
    await entry.held
    let held = true
    return () => {
      unsubscribe()
      if (held) this.#letGo(topic)
      held = false
    }
  }

  onGap(hear: () => void): Unsubscribe {
    this.#gapHearers.add(hear)
    return () => void this.#gapHearers.delete(hear)
  }

  /** Redis can be reached: the others learn that they may have missed something. */
  resync(): void {
    if (!this.#lost) return
    this.#lost = false
    this.#send(gaps, {})
  }

  #send(topic: string, news: object): void {
    const text = JSON.stringify([this.#node, news] satisfies Envelope)
    this.#channels.publish(this.#prefix + topic, text).catch(() => {
      this.#lost = true
    })
  }

  /** What fails now is made good when the connection is back. */
  async #listen(topic: string): Promise<void> {
    await this.#channels.subscribe(this.#prefix + topic).catch(() => undefined)
  }

  #letGo(topic: string): void {
    const entry = this.#topics.get(topic)
    if (!entry) return
    entry.holds -= 1
    if (entry.holds > 0) return
    this.#topics.delete(topic)
    this.#channels.unsubscribe(this.#prefix + topic).catch(() => undefined)
  }

  #tellGap(): void {
    for (const hear of this.#gapHearers) hear()
  }

  #hear(channel: string, text: string): void {
    const topic = channel.slice(this.#prefix.length)
    try {
      const [node, news] = JSON.parse(text) as Envelope
      if (node === this.#node) return
      if (topic === gaps) this.#tellGap()
      else this.#local.publish(topic, news)
    } catch (error) {
      this.#onError(error)
    }
  }
}
