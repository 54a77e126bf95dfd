import type { OtherView } from '../../../miniprogram/calls/engine'
import type { IceServer, Signal } from '../../../miniprogram/protocol/calls'
import type { StreamNames } from '../files/streams'
import { Incoming } from './incoming'
import { type LineSample, qualityOf, sampleOf } from './line-quality'
import { Loudness } from './loudness'
import { Negotiation } from './negotiation'
import { Outgoing } from './outgoing'
import { PictureShare } from './picture-share'
import type { Source } from './shared'
import { SilentLine } from './silent-line'

/** Milliseconds after which it is tried again where two are not connected yet, or an answer is missing. */
const stallMs = 5_000
/** Milliseconds that a line may be cut before another way is looked for: many heal by themselves. */
const cutMs = 3_000

export interface PeerOptions {
  person: string
  /** This end gives way where both make an offer, and waits for the first one. */
  isPolite: boolean
  ice: readonly IceServer[]
  streams: StreamNames
  send(signal: Signal): Promise<void>
  changed(): void
}

/** The line to one other person. */
export class Peer {
  readonly #options: PeerOptions
  readonly #connection: RTCPeerConnection
  readonly #negotiation: Negotiation
  readonly #incoming: Incoming
  readonly #outgoing: Outgoing
  readonly #loudness = new Loudness()
  readonly #silentLine = new SilentLine()
  readonly #pictures = new PictureShare()
  readonly #stall: ReturnType<typeof setInterval>
  #cut: ReturnType<typeof setTimeout> | undefined
  #before: { sample: LineSample; at: number } | undefined
  #line: OtherView['line'] = 'connecting'
  #quality: OtherView['quality'] = 'good'
  #isSpeaking = false
  /** When the newest packet of their voice was played. */
  #newest: number | undefined
  /** How many others share what pictures may take. */
  #others = 1

  constructor(options: PeerOptions) {
    this.#options = options
    const { isPolite, streams, changed } = options
    this.#connection = new RTCPeerConnection(configuration(options.ice))
    this.#incoming = new Incoming(this.#connection, streams, changed)
    this.#outgoing = new Outgoing(this.#connection, {
      isTheirScreen: (transceiver) => this.#incoming.isScreen(transceiver),
    })
    this.#negotiation = new Negotiation(this.#connection, isPolite, {
      send: (signal) => void options.send(signal).catch(() => {}),
      offered: () => this.#outgoing.open(),
      described: () => this.#incoming.read(this.#negotiation.theirScreen),
      screen: () => this.#outgoing.screenId,
    })
    this.#connection.addEventListener('connectionstatechange', () => this.#follow())
    this.#stall = setInterval(() => {
      if (this.#line !== 'connected' || !this.#negotiation.isSettled) this.#negotiation.again()
    }, stallMs)
  }

  get view(): OtherView {
    const { camera, screen } = this.#incoming
    return {
      person: this.#options.person,
      line: this.#line,
      quality: this.#quality,
      speaking: this.#isSpeaking,
      ...(camera !== undefined && { camera }),
      ...(screen !== undefined && { screen }),
      ...(this.#pictures.share === 0 && { soundOnly: true }),
    }
  }

  /** Everything that was there at the beginning is given: the first offer may be made. */
  begin(): void {
    if (!this.#options.isPolite) this.#outgoing.open()
  }

  give(source: Source, track: MediaStreamTrack | undefined): void {
    this.#outgoing.give(source, track)
  }

  hear(signal: Signal): void {
    this.#negotiation.hear(signal)
  }

  resume(ice: readonly IceServer[]): void {
    this.#connection.setConfiguration(configuration(ice))
    this.#negotiation.again()
  }

  use(speaker: string): Promise<void> {
    return this.#incoming.voice.use(speaker)
  }

  /** So many others get pictures as well. */
  shareAmong(others: number): void {
    this.#others = others
    this.#limit()
  }

  listen(): void {
    const voice = this.#incoming.voiceReceiver
    const [source] = voice?.getSynchronizationSources() ?? []
    // A source is forgotten ten seconds after its last packet.
    if (source) this.#newest = source.timestamp
    if (this.#silentLine.stops(voice && this.#newest, performance.now())) this.#negotiation.again()
    const isSpeaking = this.#loudness.hear(source?.audioLevel ?? 0)
    if (isSpeaking === this.#isSpeaking) return
    this.#isSpeaking = isSpeaking
    this.#options.changed()
  }

  /** Judges the line by what came since the last time. */
  async judge(): Promise<void> {
    if (this.#line !== 'connected') return
    const sample = sampleOf(await this.#connection.getStats(), this.#incoming.cameraTrack)
    const before = this.#before
    // Browsers call timers of a page in the background late.
    const at = performance.now()
    this.#before = { sample, at }
    if (before === undefined) return
    this.#quality = qualityOf(before.sample, sample, (at - before.at) / 1_000)
    this.#pictures.judge(this.#quality)
    this.#limit()
    this.#options.changed()
  }

  end(): void {
    clearInterval(this.#stall)
    clearTimeout(this.#cut)
    this.#negotiation.end()
    this.#incoming.end()
    this.#connection.close()
  }

  #follow(): void {
    const { connectionState } = this.#connection
    clearTimeout(this.#cut)
    if (connectionState === 'connected') {
      this.#line = 'connected'
      this.#before = undefined
      this.#limit()
    } else if (connectionState === 'failed' || connectionState === 'disconnected') {
      if (this.#line === 'connected') this.#line = 'lost'
      const wait = connectionState === 'failed' ? 0 : cutMs
      this.#cut = setTimeout(() => this.#negotiation.again(), wait)
    }
    this.#options.changed()
  }

  #limit(): void {
    this.#outgoing.limit(this.#pictures.share / Math.max(1, this.#others / 2))
  }
}

/** One transport for all: fewer candidates, and every browser can. */
function configuration(ice: readonly IceServer[]): RTCConfiguration {
  return { iceServers: ice.map((server) => ({ ...server })), bundlePolicy: 'max-bundle' }
}
