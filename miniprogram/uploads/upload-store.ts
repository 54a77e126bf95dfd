import type { MediaApi } from '../api/media'
import type { Picked } from '../api/picked'
import type { MediaBody, MediaKind } from '../protocol/index'
import { Refused } from '../session/refused'
import { type Observable, observable } from '../stores/observable'

/** A file on its way into a room. */
export interface Upload extends Picked {
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
export interface Uploads extends Observable<readonly Upload[]> {
  send(room: string, files: readonly Picked[], reply?: number): void
  retry(id: number): void
  cancel(id: number): void
  /** Cancels all of them. */
  clear(): void
}

/** What files need on their way. */
export interface UploadDeps {
  /** Resolves when one is in the room: only who is a member may upload for it. */
  ready(room: string): Promise<void>
  /** Says a file in a room; the code of what is wrong with it, or nothing. */
  say(room: string, kind: MediaKind, body: MediaBody, reply?: number): string | undefined
}

/** One try at an upload. */
interface Attempt {
  cancel(): void
}

/** `media`: asked for at each upload. */
export class UploadStore implements Uploads {
  readonly #media: () => MediaApi
  readonly #deps: UploadDeps
  readonly #uploads = observable<readonly Upload[]>([])
  readonly #attempts = new Map<number, Attempt>()
  #last = 0

  constructor(media: () => MediaApi, deps: UploadDeps) {
    this.#media = media
    this.#deps = deps
  }

  get = () => this.#uploads.get()
  subscribe = (listener: (uploads: readonly Upload[]) => void) => this.#uploads.subscribe(listener)

  send(room: string, files: readonly Picked[], reply?: number): void {
    const fresh = files.map((file): Upload => {
      this.#last += 1
      return { ...file, id: this.#last, room, percent: 0, ...(reply !== undefined && { reply }) }
    })
    this.#uploads.set([...this.get(), ...fresh])
    for (const upload of fresh) this.#start(upload)
  }

  retry(id: number): void {
    this.#change(id, ({ problem: _, ...rest }) => ({ ...rest, percent: 0 }))
    const upload = this.get().find((one) => one.id === id)
    if (upload) this.#start(upload)
  }

  cancel(id: number): void {
    const attempt = this.#attempts.get(id)
    this.#take(id)
    attempt?.cancel()
  }

  clear(): void {
    for (const { id } of this.get()) this.cancel(id)
  }

  #start(upload: Upload): void {
    const { id } = upload
    const attempt: Attempt = { cancel: () => {} }
    this.#attempts.set(id, attempt)
    this.#deliver(upload, attempt).catch((error: unknown) => {
      const problem = error instanceof Refused ? error.code : 'offline'
      if (this.#isOn(id, attempt)) this.#change(id, (one) => ({ ...one, problem }))
    })
  }

  async #deliver(upload: Upload, attempt: Attempt): Promise<void> {
    const { id, room, kind, path, name, size, poster, reply } = upload
    await this.#deps.ready(room)
    if (!this.#isOn(id, attempt)) return
    const transfer = this.#media().upload({ room, kind, path, name, size }, (percent) =>
      this.#change(id, (one) => ({ ...one, percent })),
    )
    attempt.cancel = () => transfer.cancel()
    const body = await transfer.done
    // A video without its poster is still a video.
    if (poster !== undefined)
      await this.#media()
        .poster(body.media, poster)
        .catch(() => {})
    if (!this.#isOn(id, attempt)) return
    const problem = this.#deps.say(room, kind, body, reply)
    if (problem !== undefined) throw new Refused(problem)
    this.#take(id)
  }

  /** Whether a try is the one that counts: not given up, and not tried anew since. */
  #isOn(id: number, attempt: Attempt): boolean {
    return this.#attempts.get(id) === attempt
  }

  #change(id: number, now: (upload: Upload) => Upload): void {
    this.#uploads.set(this.get().map((one) => (one.id === id ? now(one) : one)))
  }

  #take(id: number): void {
    this.#attempts.delete(id)
    this.#uploads.set(this.get().filter((one) => one.id !== id))
  }
}
