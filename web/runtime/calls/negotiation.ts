import type { Description, Signal } from '../../../miniprogram/protocol/calls'
import { preferCodecs, withoutOrphans } from './codecs'
import { GatheredCandidates } from './gathered-candidates'

export interface NegotiationHooks {
  /** Sends to the other end. What does not get there is sent anew later. */
  send(signal: Signal): void
  /** The other end has made an offer, which is answered next: time to give what one has. */
  offered(): void
  /** What comes from the other end may be something else now. */
  described(): void
  /** The id of the stream that is one's own screen, once there was one. */
  screen(): string | undefined
}

/**
 * Agrees with the other end on what goes over the line: "perfect negotiation" of the standard (w3.org/TR/webrtc, 10.7). Both may describe
 * themselves whenever they want; where they do so at once the polite one takes its offer back.
 */
export class Negotiation {
  readonly #connection: RTCPeerConnection
  readonly #isPolite: boolean
  readonly #hooks: NegotiationHooks
  readonly #candidates: GatheredCandidates
  #isOffering = false
  /** What was heard is taken one after the other: to answer takes several steps. */
  #taken: Promise<void> = Promise.resolve()
  #theirScreen: string | undefined

  constructor(connection: RTCPeerConnection, isPolite: boolean, hooks: NegotiationHooks) {
    this.#connection = connection
    this.#isPolite = isPolite
    this.#hooks = hooks
    this.#candidates = new GatheredCandidates((candidates) => hooks.send({ candidates }))
    connection.addEventListener('negotiationneeded', () => void this.#offer())
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate !== null) this.#candidates.add(candidate)
    })
  }

  /** The stream that is the other end's screen. */
  get theirScreen(): string | undefined {
    return this.#theirScreen
  }

  /** Nothing is open: what either end has described the other one has agreed to. */
  get isSettled(): boolean {
    return this.#connection.signalingState === 'stable'
  }

  hear(signal: Signal): void {
    // What cannot be taken changes nothing: the line is tried for again until it stands.
    this.#taken = this.#taken.then(() => this.#take(signal)).catch(() => {})
  }

  /**
   * Tries again. An offer without an answer is sent once more as it is: had it got there, the answer that comes twice still fits. With none open a new way
   * is looked for, while the old one carries on. Who waits for the first offer waits on.
   */
  again(): void {
    const { signalingState, remoteDescription } = this.#connection
    if (signalingState === 'have-local-offer') this.#describe()
    else if (signalingState === 'stable' && remoteDescription !== null) this.#connection.restartIce()
  }

  end(): void {
    this.#candidates.end()
  }

  async #offer(): Promise<void> {
    this.#isOffering = true
    try {
      preferCodecs(this.#connection)
      await this.#connection.setLocalDescription()
      this.#describe()
    } catch {
      // The connection was closed meanwhile.
    } finally {
      this.#isOffering = false
    }
  }

  async #take({ sdp, candidates = [] }: Signal): Promise<void> {
    if (sdp !== undefined) await this.#takeDescription(sdp)
    // Some belong to an offer that was ignored, or to a line that was given up.
    for (const candidate of candidates) await this.#connection.addIceCandidate(candidate).catch(() => {})
  }

  async #takeDescription({ type, sdp, screen }: Description): Promise<void> {
    const connection = this.#connection
    const { signalingState } = connection
    const collides = this.#isOffering || signalingState !== 'stable'
    if (type === 'offer' && collides && !this.#isPolite) return
    // To an offer that was taken back, or that was answered already.
    if (type === 'answer' && signalingState !== 'have-local-offer') return
    await connection.setRemoteDescription({ type, sdp })
    this.#theirScreen = screen ?? this.#theirScreen
    this.#hooks.described()
    if (type === 'answer') return
    this.#hooks.offered()
    preferCodecs(connection)
    await connection.setLocalDescription()
    this.#describe()
    this.#hooks.described()
  }

  #describe(): void {
    const { localDescription } = this.#connection
    if (localDescription === null) return
    const { type, sdp } = localDescription
    if (type !== 'offer' && type !== 'answer') return
    const screen = this.#hooks.screen()
    // Candidates that are gathered belong to the description of before.
    this.#candidates.flush()
    this.#hooks.send({ sdp: { type, sdp: withoutOrphans(sdp), ...(screen !== undefined && { screen }) } })
  }
}
