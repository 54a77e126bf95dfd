import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import type {
  CallDevice,
  CallEngine,
  CallView,
  LiveCall,
  Other,
  OtherView,
  Sharing,
} from '../../../../miniprogram/calls/engine'
import type { Signal } from '../../../../miniprogram/protocol/calls'
import { openPage } from './open-page'

export type Media = 'voice' | 'video'

/** Brings a signal to somebody else, or loses it on the way. */
export type Deliver = (from: string, to: string, signal: Signal) => Promise<void>

/** Bytes of RTP that have gone over the lines of a page so far. */
export interface Bytes {
  voiceIn: number
  voiceOut: number
  picturesIn: number
  picturesOut: number
}

/** What the page of a caller has in its global scope. */
interface Scene {
  wx: { createCallEngine(refuse: (code: string, message: string) => Error): CallEngine }
  getCurrentPages(): { setData(data: object): void }[]
  call: LiveCall
  view: CallView
  sharings: Sharing[]
  connections: RTCPeerConnection[]
  /** Every track of a device so far. */
  captured: MediaStreamTrack[]
  deliver(to: string, signal: Signal): Promise<void>
  codeOf(command: Promise<unknown>): Promise<string>
}
declare const window: Scene

/** One page that takes part in a call by the engine of the web room, without a server. */
export class Caller {
  readonly name: string
  readonly page: Page
  readonly faults: string[]
  readonly close: () => Promise<void>

  private constructor(name: string, { page, faults, close }: Awaited<ReturnType<typeof openPage>>) {
    this.name = name
    this.page = page
    this.faults = faults
    this.close = close
  }

  static async open(browser: Browser, url: string, name: string, deliver: Deliver): Promise<Caller> {
    const opened = await openPage(browser, `${url}#/pages/call/call`, {
      viewport: { width: 600, height: 600 },
    })
    await opened.page.exposeFunction('deliver', (to: string, signal: Signal) => deliver(name, to, signal))
    await opened.page.evaluate(prepare)
    return new Caller(name, opened)
  }

  /** From the next call on the microphone hears a tone that never ends: the browser's own beeps now and then. */
  async hum(): Promise<void> {
    await this.page.evaluate(hearTone)
  }

  /** Opens a call: `done`, or the code of the refusal. */
  start(media: Media): Promise<string> {
    return this.page.evaluate(startCall, media)
  }

  meet(others: Other[]): Promise<void> {
    return this.page.evaluate((given) => window.call.meet(given, []), others)
  }

  hear(from: string, signal: Signal): Promise<void> {
    return this.page.evaluate(({ from, signal }) => window.call.hear(from, signal), { from, signal })
  }

  resume(): Promise<void> {
    return this.page.evaluate(() => window.call.resume([]))
  }

  mute(muted: boolean): Promise<void> {
    return this.page.evaluate((given) => window.call.setMuted(given), muted)
  }

  /** The answer of a command: `done`, or the code of the refusal. */
  camera(on: boolean): Promise<string> {
    return this.page.evaluate((given) => window.codeOf(window.call.setCamera(given)), on)
  }

  screen(on: boolean): Promise<string> {
    return this.page.evaluate((given) => window.codeOf(window.call.setScreen(given)), on)
  }

  devices(): Promise<CallDevice[]> {
    return this.page.evaluate(() => window.call.devices())
  }

  use(device: CallDevice): Promise<string> {
    return this.page.evaluate((given) => window.codeOf(window.call.use(given)), device)
  }

  end(): Promise<void> {
    return this.page.evaluate(() => window.call.end())
  }

  view(): Promise<CallView> {
    return this.page.evaluate(() => window.view)
  }

  async sees(person: string): Promise<OtherView | undefined> {
    return (await this.view()).others.find((other) => other.person === person)
  }

  /** Those that are captured now, of this kind: `live` or `muted`. */
  tracks(kind: 'audio' | 'video'): Promise<string[]> {
    return this.page.evaluate(
      (wanted) =>
        window.captured
          .filter((track) => track.kind === wanted && track.readyState === 'live')
          .map(({ enabled }) => (enabled ? 'live' : 'muted')),
      kind,
    )
  }

  /** Nothing that was offered waits for its answer. */
  settled(): Promise<boolean> {
    return this.page.evaluate(() =>
      window.connections.every(({ signalingState }) => signalingState === 'stable'),
    )
  }

  /** Waits until `<call-video class="what">` plays something. */
  async shows(what: string): Promise<void> {
    const video = this.page.locator(`wx-call-video.${what} video`)
    await expect.poll(() => video.evaluate(isPlaying), { message: `${this.name} sees ${what}` }).toBe(true)
  }

  sharings(): Promise<Sharing[]> {
    return this.page.evaluate(() => window.sharings)
  }

  bytes(): Promise<Bytes> {
    return this.page.evaluate(countBytes)
  }

  /** Waits until these have grown since now. */
  async grow(...which: (keyof Bytes)[]): Promise<void> {
    const before = await this.bytes()
    await expect
      .poll(
        async () => {
          const now = await this.bytes()
          return which.filter((one) => now[one] <= before[one])
        },
        { message: `bytes of ${this.name} that do not grow` },
      )
      .toEqual([])
  }
}

/** Runs in the page. */
function isPlaying(video: SVGElement | HTMLElement): boolean {
  const { videoWidth, currentTime } = video as HTMLVideoElement
  return videoWidth > 0 && currentTime > 0
}

/** Runs in the page. */
function prepare(): void {
  const connections: RTCPeerConnection[] = []
  const captured: MediaStreamTrack[] = []
  const Native = RTCPeerConnection
  class Noted extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      connections.push(this)
    }
  }
  const { mediaDevices } = navigator
  const get = mediaDevices.getUserMedia.bind(mediaDevices)
  mediaDevices.getUserMedia = async (asked) => {
    const stream = await get(asked)
    captured.push(...stream.getTracks())
    return stream
  }
  const codeOf = (command: Promise<unknown>) =>
    command.then(
      () => 'done',
      (error: { code?: string }) => error.code ?? String(error),
    )
  Object.assign(window, { codeOf, connections, captured, sharings: [], RTCPeerConnection: Noted })
}

/** Runs in the page. */
function hearTone(): void {
  navigator.mediaDevices.getUserMedia = async () => {
    const context = new AudioContext()
    const tone = context.createOscillator()
    const heard = context.createMediaStreamDestination()
    tone.connect(heard)
    tone.start()
    return heard.stream
  }
}

/** Runs in the page. */
async function startCall(media: 'voice' | 'video'): Promise<string> {
  const refuse = (code: string, message: string) => Object.assign(new Error(message), { code })
  const opening = window.wx.createCallEngine(refuse).open({
    media,
    send: (to, signal) => window.deliver(to, signal),
    changed: (view) => {
      window.view = view
      window.getCurrentPages()[0]?.setData({ view })
    },
    shared: (sharing) => void window.sharings.push(sharing),
  })
  return window.codeOf(
    opening.then((call) => {
      window.call = call
    }),
  )
}

/** Runs in the page. */
async function countBytes(): Promise<Bytes> {
  const bytes: Bytes = { voiceIn: 0, voiceOut: 0, picturesIn: 0, picturesOut: 0 }
  for (const connection of window.connections) {
    const report = await connection.getStats()
    report.forEach(({ type, kind, bytesReceived = 0, bytesSent = 0 }) => {
      if (type === 'inbound-rtp') bytes[kind === 'audio' ? 'voiceIn' : 'picturesIn'] += bytesReceived
      if (type === 'outbound-rtp') bytes[kind === 'audio' ? 'voiceOut' : 'picturesOut'] += bytesSent
    })
  }
  return bytes
}
