import { ask, type Device } from './ask'
import type { MakeRefusal } from './shared'

export interface CaptureHooks {
  /** This track is given from now on, or none. */
  changed(track: MediaStreamTrack | undefined): void
  /** The device went, and there is no other one. */
  lost(): void
}

/** The microphone or the camera of a call. While it is off the device is let go, and its light is off. */
export class Capture {
  readonly #device: Device
  readonly #refuse: MakeRefusal
  readonly #hooks: CaptureHooks
  #track: MediaStreamTrack | undefined
  /** The one that the person has chosen. */
  #chosen: string | undefined
  #isOver = false
  /** One after the other: to get a device takes as long as the person thinks about it. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(device: Device, refuse: MakeRefusal, hooks: CaptureHooks) {
    this.#device = device
    this.#refuse = refuse
    this.#hooks = hooks
  }

  get track(): MediaStreamTrack | undefined {
    return this.#track
  }

  /** The id of the device in use, or of that which would be. */
  get deviceId(): string | undefined {
    return this.#track?.getSettings().deviceId ?? this.#chosen
  }

  /** Gives this track from now on, which was got elsewhere. */
  take(track: MediaStreamTrack | undefined): void {
    this.#letGo()
    if (this.#isOver) track?.stop()
    else this.#track = track
    // Told only where it ends without us: it was pulled out, or the leave to use it was taken back.
    if (track) track.onended = () => void this.#replace()
    if (!this.#isOver) this.#hooks.changed(this.#track)
  }

  /** Rejects with a refusal by name. */
  start(): Promise<void> {
    return this.#next(async () => {
      if (this.#track === undefined && !this.#isOver)
        this.take(await ask(this.#device, this.#chosen, this.#refuse))
    })
  }

  stop(): Promise<void> {
    return this.#next(async () => {
      if (this.#track !== undefined) this.take(undefined)
    })
  }

  /** Another device; where it cannot be had, the one of before stays. Rejects with a refusal by name. */
  use(id: string): Promise<void> {
    return this.#next(async () => {
      const before = this.deviceId
      if (this.#track === undefined || id === before) {
        this.#chosen = id
        return
      }
      // Phones give one camera at a time.
      if (this.#device === 'camera') this.#letGo()
      try {
        this.take(await ask(this.#device, id, this.#refuse))
        this.#chosen = id
      } catch (error) {
        if (this.#track === undefined) await this.#takeAny(before)
        throw error
      }
    })
  }

  /** These devices are there now. Not every browser ends the track of one that is gone. */
  check(ids: readonly string[]): void {
    const id = this.#track?.getSettings().deviceId
    if (id !== undefined && id !== '' && !ids.includes(id)) void this.#replace()
  }

  end(): void {
    this.#isOver = true
    this.#letGo()
  }

  #replace(): Promise<void> {
    const gone = this.#track
    return this.#next(async () => {
      if (this.#track !== gone || gone === undefined) return
      this.#chosen = undefined
      await this.#takeAny(undefined)
    })
  }

  async #takeAny(id: string | undefined): Promise<void> {
    const track = await ask(this.#device, id, this.#refuse).catch(() => undefined)
    this.take(track)
    if (track === undefined && !this.#isOver) this.#hooks.lost()
  }

  #letGo(): void {
    if (this.#track === undefined) return
    this.#track.onended = null
    this.#track.stop()
    this.#track = undefined
  }

  #next(step: () => Promise<void>): Promise<void> {
    const done = this.#last.then(step)
    this.#last = done.catch(() => {})
    return done
  }
}
