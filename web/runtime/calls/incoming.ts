import type { StreamNames } from '../files/streams'
import { Voice } from './voice'

/** What comes from one other person: the voice is played, pictures have names. */
export class Incoming {
  readonly #connection: RTCPeerConnection
  readonly #streams: StreamNames
  readonly #changed: () => void
  readonly #streamIds = new Map<RTCRtpTransceiver, string>()
  /** Those that have carried the screen once: they carry nothing else ever after. */
  readonly #screens = new Set<RTCRtpTransceiver>()
  readonly #shown = new Map<'camera' | 'screen', { track: MediaStreamTrack; name: string }>()
  readonly voice = new Voice()

  constructor(connection: RTCPeerConnection, streams: StreamNames, changed: () => void) {
    this.#connection = connection
    this.#streams = streams
    this.#changed = changed
    connection.addEventListener('track', ({ transceiver, streams: [stream] }) => {
      if (stream) this.#streamIds.set(transceiver, stream.id)
    })
  }

  get camera(): string | undefined {
    return this.#shown.get('camera')?.name
  }

  get screen(): string | undefined {
    return this.#shown.get('screen')?.name
  }

  /** The track of the camera that is seen. */
  get cameraTrack(): string | undefined {
    return this.#shown.get('camera')?.track.id
  }

  /** By which the voice comes. */
  get voiceReceiver(): RTCRtpReceiver | undefined {
    return this.#received('audio')[0]?.receiver
  }

  isScreen(transceiver: RTCRtpTransceiver): boolean {
    return this.#screens.has(transceiver)
  }

  /** Reads from the connection what comes now. `theirScreen`: the stream that the other end names as its screen. */
  read(theirScreen: string | undefined): void {
    for (const [transceiver, id] of this.#streamIds) if (id === theirScreen) this.#screens.add(transceiver)
    this.voice.play(this.voiceReceiver?.track)
    // Not asked whether they are `muted`: in Chromium (156) a track stays so for good once an offer of one's own was taken back.
    const pictures = this.#received('video')
    this.#show('camera', pictures.find((one) => !this.isScreen(one))?.receiver.track)
    this.#show('screen', pictures.find((one) => this.isScreen(one))?.receiver.track)
  }

  end(): void {
    this.voice.end()
    this.#show('camera', undefined)
    this.#show('screen', undefined)
  }

  #received(kind: string): RTCRtpTransceiver[] {
    return this.#connection
      .getTransceivers()
      .filter(
        ({ receiver, currentDirection }) =>
          receiver.track.kind === kind &&
          (currentDirection === 'sendrecv' || currentDirection === 'recvonly'),
      )
  }

  #show(what: 'camera' | 'screen', track: MediaStreamTrack | undefined): void {
    const before = this.#shown.get(what)
    if (before?.track === track) return
    if (before !== undefined) this.#streams.forget(before.name)
    if (track === undefined) this.#shown.delete(what)
    else this.#shown.set(what, { track, name: this.#streams.name(new MediaStream([track])) })
    this.#changed()
  }
}
