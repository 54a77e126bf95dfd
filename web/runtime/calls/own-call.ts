import type { CallDevice, CallOptions, LiveCall, Other } from '../../../miniprogram/calls/engine'
import type { IceServer, Signal } from '../../../miniprogram/protocol/calls'
import { askForScreen, type Device } from './ask'
import { Capture } from './capture'
import { listDevices } from './devices'
import { Mesh } from './mesh'
import { type Shared, type Source, sources } from './shared'

/** One's own part in a call: the devices, and what of them the others get. */
export class OwnCall implements LiveCall {
  readonly #options: CallOptions
  readonly #shared: Shared
  readonly #mesh: Mesh
  readonly #captures: Record<Device, Capture>
  #screen: MediaStreamTrack | undefined
  #isMuted = false
  #speaker = ''
  readonly #over = new AbortController()

  constructor(options: CallOptions, shared: Shared, tracks: Partial<Record<Device, MediaStreamTrack>>) {
    this.#options = options
    this.#shared = shared
    this.#mesh = new Mesh(options, shared.streams)
    const capture = (device: Device) =>
      new Capture(device, shared.refuse, {
        changed: (track) => this.#give(device, track),
        lost: () => this.#onLost(device),
      })
    this.#captures = { microphone: capture('microphone'), camera: capture('camera') }
    this.#captures.microphone.take(tracks.microphone)
    this.#captures.camera.take(tracks.camera)
    const { signal } = this.#over
    navigator.mediaDevices.addEventListener('devicechange', () => void this.#check(), { signal })
  }

  meet(others: readonly Other[], ice: readonly IceServer[]): void {
    if (this.#over.signal.aborted) return
    for (const peer of this.#mesh.meet(others, ice)) {
      for (const source of sources) peer.give(source, this.#trackOf(source))
      if (this.#speaker !== '') void peer.use(this.#speaker).catch(() => {})
      peer.begin()
    }
  }

  hear(from: string, signal: Signal): void {
    this.#mesh.peer(from)?.hear(signal)
  }

  resume(ice: readonly IceServer[], person?: string): void {
    this.#mesh.resume(ice, person)
  }

  setMuted(muted: boolean): void {
    this.#isMuted = muted
    const { microphone } = this.#captures
    if (microphone.track) microphone.track.enabled = !muted
    // It went, and may be back.
    else if (!muted) void microphone.start().catch(() => this.#onLost('microphone'))
  }

  setCamera(on: boolean): Promise<void> {
    const { camera } = this.#captures
    return on ? camera.start() : camera.stop()
  }

  async setScreen(on: boolean): Promise<void> {
    if (!on) return this.#share(undefined)
    if (this.#screen !== undefined) return
    const track = await askForScreen(this.#shared.refuse)
    // Over meanwhile, or asked for twice.
    if (this.#over.signal.aborted || this.#screen !== undefined) return track.stop()
    // Told only where the browser's own bar ends it, or the window that was shared is closed.
    track.onended = () => {
      this.#share(undefined)
      this.#tell()
    }
    this.#share(track)
  }

  async devices(): Promise<CallDevice[]> {
    const { microphone, camera } = this.#captures
    const inUse = { microphone: microphone.deviceId, camera: camera.deviceId, speaker: this.#speaker }
    return listDevices(inUse)
  }

  async use({ kind, id }: CallDevice): Promise<void> {
    if (kind !== 'speaker') return this.#captures[kind].use(id)
    await Promise.all(this.#mesh.peers.map((peer) => peer.use(id))).catch((error: unknown) => {
      throw this.#shared.refuse('device-busy', String(error))
    })
    this.#speaker = id
  }

  end(): void {
    this.#over.abort()
    this.#mesh.end()
    this.#captures.microphone.end()
    this.#captures.camera.end()
    this.#screen?.stop()
  }

  #trackOf(source: Source): MediaStreamTrack | undefined {
    return source === 'screen' ? this.#screen : this.#captures[source].track
  }

  #give(source: Source, track: MediaStreamTrack | undefined): void {
    if (source === 'microphone' && track) track.enabled = !this.#isMuted
    this.#mesh.give(source, track)
  }

  #share(track: MediaStreamTrack | undefined): void {
    this.#screen?.stop()
    this.#screen = track
    this.#give('screen', track)
  }

  #onLost(device: Device): void {
    if (device === 'microphone') this.#isMuted = true
    this.#tell()
  }

  /** Tells of what changed without a command. */
  #tell(): void {
    const camera = this.#captures.camera.track !== undefined
    this.#options.shared({ muted: this.#isMuted, camera, screen: this.#screen !== undefined })
  }

  /** A device came or went. */
  async #check(): Promise<void> {
    const ids = (await navigator.mediaDevices.enumerateDevices()).map(({ deviceId }) => deviceId)
    this.#captures.microphone.check(ids)
    this.#captures.camera.check(ids)
    if (this.#speaker === '' || ids.includes(this.#speaker)) return
    this.#speaker = ''
    for (const peer of this.#mesh.peers) void peer.use('').catch(() => {})
  }
}
