import type {
  CallDevice,
  CallEngine,
  CallOptions,
  CallView,
  LiveCall,
  Other,
  Sharing,
} from '../../miniprogram/calls/engine'
import type { Signal } from '../../miniprogram/protocol/index'
import { Refused } from '../../miniprogram/session/refused'

/** One's part in a call without a microphone: what was asked of it can be read. */
export class FakeLive implements LiveCall {
  readonly options: CallOptions
  others: readonly Other[] = []
  heard: [string, Signal][] = []
  resumed: (string | undefined)[] = []
  sharing: Sharing
  isOver = false
  /** Why the next device is not to be had. */
  trouble: string | undefined

  constructor(options: CallOptions) {
    this.options = options
    this.sharing = { muted: false, camera: options.media === 'video', screen: false }
  }

  meet(others: readonly Other[]): void {
    if (this.isOver) throw new Error('met when it was over')
    this.others = others
  }
  hear(from: string, signal: Signal): void {
    this.heard.push([from, signal])
  }
  resume(_ice: unknown, person?: string): void {
    this.resumed.push(person)
  }
  setMuted(muted: boolean): void {
    this.sharing = { ...this.sharing, muted }
  }
  async setCamera(camera: boolean): Promise<void> {
    this.#fail()
    this.sharing = { ...this.sharing, camera }
  }
  async setScreen(screen: boolean): Promise<void> {
    this.#fail()
    this.sharing = { ...this.sharing, screen }
  }
  async devices(): Promise<CallDevice[]> {
    return [{ kind: 'microphone', id: 'm', label: 'Built-in', inUse: true }]
  }
  async use(): Promise<void> {}
  end(): void {
    this.isOver = true
  }

  /** The others are seen and heard so. */
  shows(view: Partial<CallView>): void {
    this.options.changed({ speaking: false, others: [], ...view })
  }

  #fail(): void {
    const { trouble } = this
    this.trouble = undefined
    if (trouble !== undefined) throw new Refused(trouble)
  }
}

/** An engine whose person answers the question for the microphone when the test says so. */
export class FakeEngine implements CallEngine {
  canShareScreen = true
  readonly opened: FakeLive[] = []
  /** Why nothing is to be had. */
  trouble: string | undefined
  /** The question stands on the screen until this is called. */
  answerQuestion: (() => void) | undefined
  asks = false

  get live(): FakeLive {
    const last = this.opened[this.opened.length - 1]
    if (!last) throw new Error('no call was opened')
    return last
  }

  async open(options: CallOptions): Promise<LiveCall> {
    if (this.asks)
      await new Promise<void>((resolve) => {
        this.answerQuestion = resolve
      })
    if (this.trouble !== undefined) throw new Refused(this.trouble)
    const live = new FakeLive(options)
    this.opened.push(live)
    return live
  }
}
