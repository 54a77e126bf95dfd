import { type Source, sources } from './shared'

/** Bits a second that one picture may take, where nothing hinders. */
const mostBits = { camera: 1_200_000, screen: 2_500_000 }

export interface OutgoingHooks {
  /** Whether the other end gives its screen by this one. */
  isTheirScreen(transceiver: RTCRtpTransceiver): boolean
}

/** What goes to one other person: each source by a transceiver that is made when it is first needed, and reused. */
export class Outgoing {
  readonly #connection: RTCPeerConnection
  readonly #hooks: OutgoingHooks
  /** One stream for voice and camera, so that they are heard and seen in step, and one of its own for the screen. */
  readonly #own = new MediaStream()
  readonly #screen = new MediaStream()
  readonly #used = new Map<Source, RTCRtpTransceiver>()
  readonly #given = new Map<Source, MediaStreamTrack>()
  #isOpen = false
  #soundOnly = false
  #share = 1

  constructor(connection: RTCPeerConnection, hooks: OutgoingHooks) {
    this.#connection = connection
    this.#hooks = hooks
  }

  /** The id of the stream of the screen, once there was one. */
  get screenId(): string | undefined {
    return this.#used.has('screen') ? this.#screen.id : undefined
  }

  /** From now on tracks go onto the line: who is polite waits for the first offer, whose transceivers are then taken. */
  open(): void {
    if (this.#isOpen) return
    this.#isOpen = true
    for (const source of sources) this.#apply(source)
  }

  give(source: Source, track: MediaStreamTrack | undefined): void {
    if (track === undefined) this.#given.delete(source)
    else this.#given.set(source, track)
    if (this.#isOpen) this.#apply(source)
  }

  /** `share`: how much of what pictures take at best they may take, from 0 to 1; with 0 none is sent. */
  limit(share: number): void {
    const soundOnly = share === 0
    const isOther = soundOnly !== this.#soundOnly
    this.#soundOnly = soundOnly
    if (!soundOnly) this.#share = share
    for (const source of ['camera', 'screen'] as const) {
      if (isOther && this.#isOpen) this.#apply(source)
      this.#limitBits(source)
    }
  }

  #apply(source: Source): void {
    const isPicture = source !== 'microphone'
    const track = isPicture && this.#soundOnly ? undefined : this.#given.get(source)
    const transceiver = this.#ours(source) ?? this.#theirs(source) ?? (track && this.#add(source, track))
    if (transceiver === undefined) return
    this.#used.set(source, transceiver)
    // Refused of a connection that was closed.
    void transceiver.sender.replaceTrack(track ?? null).catch(() => {})
    transceiver.sender.setStreams?.(source === 'screen' ? this.#screen : this.#own)
    if (source === 'screen') transceiver.direction = track ? 'sendonly' : 'inactive'
    else transceiver.direction = track ? 'sendrecv' : 'recvonly'
    this.#limitBits(source)
  }

  /** The one that is used already; the other end may have ended it for good. */
  #ours(source: Source): RTCRtpTransceiver | undefined {
    const used = this.#used.get(source)
    return used?.direction === 'stopped' ? undefined : used
  }

  /** One that the other end has made for its voice or camera: it takes ours, too. */
  #theirs(source: Source): RTCRtpTransceiver | undefined {
    if (source === 'screen') return undefined
    const kind = source === 'microphone' ? 'audio' : 'video'
    const used = [...this.#used.values()]
    return this.#connection
      .getTransceivers()
      .find(
        (one) =>
          one.receiver.track.kind === kind &&
          one.direction !== 'stopped' &&
          !used.includes(one) &&
          !this.#hooks.isTheirScreen(one),
      )
  }

  /**
   * `addTrack` for voice and camera: where both ends add theirs at once they get one transceiver, not two. But it would as well take one that the other
   * end has made for its screen.
   */
  #add(source: Source, track: MediaStreamTrack): RTCRtpTransceiver | undefined {
    const connection = this.#connection
    if (source === 'screen' || connection.getTransceivers().some((one) => this.#hooks.isTheirScreen(one)))
      return connection.addTransceiver(track, { streams: [source === 'screen' ? this.#screen : this.#own] })
    const sender = connection.addTrack(track, this.#own)
    return connection.getTransceivers().find((one) => one.sender === sender)
  }

  #limitBits(source: Source): void {
    const sender = this.#used.get(source)?.sender
    if (sender === undefined || source === 'microphone') return
    const parameters = sender.getParameters()
    const [encoding] = parameters.encodings
    // Before it is negotiated Firefox has none; this is called again when the line stands.
    const bits = Math.round(mostBits[source] * this.#share)
    if (encoding === undefined || encoding.maxBitrate === bits) return
    encoding.maxBitrate = bits
    // Refused where it is negotiated in this very moment.
    void sender.setParameters(parameters).catch(() => {})
  }
}
