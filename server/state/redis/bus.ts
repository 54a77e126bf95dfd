import { MemoryBus } from '../memory-bus'
import type { Bus, Unsubscribe } from '../state'
import type { Channels } from './channels'
import type { EarEvents } from './ear'

/** What stands on the channel: who said it, and what. */
type Envelope = [node: string, news: object]

/** News about the news: some may have been lost. */
const gaps = 'gaps'

/** Milliseconds between two words about news that may be missing; with what is done then, less than the 5 s promised. */
const doubtMs = 3_500
/** How often that is said after they arrive again: other nodes may be on their way back still. */
const afterwards = 2

/**
 * News between nodes by Redis. A node hears itself at once and by itself, Redis or not; what it hears of
 * its own from Redis is dropped.
 */
export class RedisBus implements Bus {
  readonly #local: MemoryBus
  readonly #topics = new Map<string, { holds: number; held: Promise<void> }>()
  readonly #gapHearers = new Set<() => void>()
  readonly #doubtHearers = new Set<() => void>()
  #doubting: NodeJS.Timeout | undefined
  #calm = 0
  readonly #channels: Channels
  readonly #node: string
  readonly #prefix: string
  readonly #onError: (error: unknown) => void
  /** Something that this node has said may have reached nobody. */
  #lost = false

  /** `open` gives the channels, which tell it what they hear. */
  constructor(
    open: (events: Pick<EarEvents, 'text' | 'lost' | 'back'>) => Channels,
    node: string,
    prefix: string,
    onError: (error: unknown) => void,
  ) {
    this.#node = node
    this.#prefix = `${prefix}news:`
    this.#onError = onError
    this.#local = new MemoryBus(onError)
    this.#channels = open({
      text: (channel, text) => this.#hear(channel, text),
      lost: () => this.doubt(),
      back: () => this.#tellGap(),
    })
  }

  get channels(): Channels {
    return this.#channels
  }

  /** Resolves when this node hears of gaps, or will when Redis is there. */
  open(): Promise<void> {
    return this.#channels.subscribe(this.#prefix + gaps)
  }

  close(): void {
    clearInterval(this.#doubting)
    this.#channels.close()
  }

  publish(topic: string, news: object): void {
    this.#local.publish(topic, news)
    this.#send(topic, news)
  }

  async subscribe(topic: string, hear: (news: unknown) => void): Promise<Unsubscribe> {
    const unsubscribe = await this.#local.subscribe(topic, hear)
    const entry = this.#topics.get(topic) ?? {
      holds: 0,
      held: this.#channels.subscribe(this.#prefix + topic),
    }
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

  onDoubt(hear: () => void): Unsubscribe {
    this.#doubtHearers.add(hear)
    return () => void this.#doubtHearers.delete(hear)
  }

  /** From now on news may be missing. */
  doubt(): void {
    this.#calm = 0
    if (this.#doubting) return
    this.#doubting = setInterval(() => this.#tellDoubt(), doubtMs)
    this.#doubting.unref()
    for (const hear of this.#doubtHearers) hear()
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

  #letGo(topic: string): void {
    const entry = this.#topics.get(topic)
    if (!entry) return
    entry.holds -= 1
    if (entry.holds > 0) return
    this.#topics.delete(topic)
    void this.#channels.unsubscribe(this.#prefix + topic)
  }

  #tellDoubt(): void {
    this.#calm = this.#channels.whole ? this.#calm + 1 : 0
    for (const hear of this.#doubtHearers) hear()
    if (this.#calm < afterwards) return
    clearInterval(this.#doubting)
    this.#doubting = undefined
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
