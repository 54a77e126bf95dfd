import type { MediaApi } from '../api/media'
import type { Picked } from '../api/picked'
import type { MediaBody, MediaKind } from '../protocol/index'
import { Refused } from '../session/refused'
import { type Observable, observable } from './observable'

/** A file on its way into a room. */
export interface Parcel extends Picked {
  id: number
  room: string
  /** How much of it is sent. */
  percent: number
  /** Why it did not get there: a code for `explain`. It stays until it is tried again or taken away. */
  problem?: string
  /** The message that it answers. */
  reply?: number
}

/** Files that are being uploaded and then said. They go on while other pages are open; the end of the program ends them. */
export interface Parcels extends Observable<readonly Parcel[]> {
  send(room: string, files: readonly Picked[], reply?: number): void
  retry(id: number): void
  cancel(id: number): void
  /** Cancels all of them. */
  clear(): void
}

/** What files need on their way. */
export interface Way {
  /** Resolves when one is in the room: only who is a member may upload for it. */
  ready(room: string): Promise<void>
  /** Says a file in a room; the code of what is wrong with it, or nothing. */
  say(room: string, kind: MediaKind, body: MediaBody, reply?: number): string | undefined
}

/** One try at a parcel. */
interface Attempt {
  cancel(): void
}

/** `media`: asked for at each upload. */
export class ParcelStore implements Parcels {
  private readonly media: () => MediaApi
  private readonly way: Way
  private readonly parcels = observable<readonly Parcel[]>([])
  private readonly attempts = new Map<number, Attempt>()
  private last = 0

  constructor(media: () => MediaApi, way: Way) {
    this.media = media
    this.way = way
  }

  get = () => this.parcels.get()
  subscribe = (listener: (parcels: readonly Parcel[]) => void) => this.parcels.subscribe(listener)

  send(room: string, files: readonly Picked[], reply?: number): void {
    const fresh = files.map((file): Parcel => {
      this.last += 1
      return { ...file, id: this.last, room, percent: 0, ...(reply !== undefined && { reply }) }
    })
    this.parcels.set([...this.get(), ...fresh])
    for (const parcel of fresh) this.start(parcel)
  }

  retry(id: number): void {
    this.change(id, ({ problem: _, ...rest }) => ({ ...rest, percent: 0 }))
    const parcel = this.get().find((one) => one.id === id)
    if (parcel) this.start(parcel)
  }

  cancel(id: number): void {
    const attempt = this.attempts.get(id)
    this.take(id)
    attempt?.cancel()
  }

  clear(): void {
    for (const { id } of this.get()) this.cancel(id)
  }

  private start(parcel: Parcel): void {
    const { id } = parcel
    const attempt: Attempt = { cancel: () => {} }
    this.attempts.set(id, attempt)
    this.deliver(parcel, attempt).catch((error: unknown) => {
      const problem = error instanceof Refused ? error.code : 'offline'
      if (this.isOn(id, attempt)) this.change(id, (one) => ({ ...one, problem }))
    })
  }

  private async deliver(parcel: Parcel, attempt: Attempt): Promise<void> {
    const { id, room, kind, path, name, size, poster, reply } = parcel
    await this.way.ready(room)
    if (!this.isOn(id, attempt)) return
    const upload = this.media().upload({ room, kind, path, name, size }, (percent) =>
      this.change(id, (one) => ({ ...one, percent })),
    )
    attempt.cancel = () => upload.cancel()
    const body = await upload.done
    // A video without its poster is still a video.
    if (poster !== undefined)
      await this.media()
        .poster(body.media, poster)
        .catch(() => {})
    if (!this.isOn(id, attempt)) return
    const problem = this.way.say(room, kind, body, reply)
    if (problem !== undefined) throw new Refused(problem)
    this.take(id)
  }

  /** Whether a try is the one that counts: not given up, and not tried anew since. */
  private isOn(id: number, attempt: Attempt): boolean {
    return this.attempts.get(id) === attempt
  }

  private change(id: number, now: (parcel: Parcel) => Parcel): void {
    this.parcels.set(this.get().map((one) => (one.id === id ? now(one) : one)))
  }

  private take(id: number): void {
    this.attempts.delete(id)
    this.parcels.set(this.get().filter((one) => one.id !== id))
  }
}
