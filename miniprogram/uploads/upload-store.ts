import type { MediaApi } from '../api/media'
import type { MediaBody } from '../protocol/index'
import type { EnterRoom } from '../rooms/room-handle'
import type { Storage } from '../session/ports'
import { Refused } from '../session/refused'
import { Store } from '../stores/observable'
import { KeptNames, type Named } from './kept-names'
import type { PickedFile, Upload } from './upload'
import { isUnfinished } from './upload-problem'

export type { PickedFile, Upload } from './upload'

/** One attempt at an upload. */
interface Attempt {
  cancel(): void
}

/** Files that are being uploaded and then said. They go on while other pages are open; the end of the program ends them, and the next run can tell. */
export class UploadStore extends Store<readonly Upload[]> {
  private readonly media: Pick<MediaApi, 'upload' | 'poster'>
  private readonly enterRoom: EnterRoom
  private readonly names: KeptNames
  private readonly attempts = new Map<number, Attempt>()
  private last = 0

  constructor(media: Pick<MediaApi, 'upload' | 'poster'>, enterRoom: EnterRoom, storage: Storage) {
    super([])
    this.names = new KeptNames(storage)
    this.media = media
    this.enterRoom = enterRoom
  }

  /** What the run before did not bring to its end, told once; the files themselves are gone. */
  takeLost(): Named[] {
    return this.names.take()
  }

  send(room: string, files: readonly PickedFile[], reply?: number): void {
    const fresh = files.map((file): Upload => {
      this.last += 1
      return { ...file, id: this.last, room, percent: 0, ...(reply !== undefined && { reply }) }
    })
    this.set([...this.get(), ...fresh])
    for (const upload of fresh) this.start(upload)
  }

  retry(id: number): void {
    this.again(id, (upload) => upload)
  }

  /** Sends under this name what was refused as a picture, a video or a voice message: as it is, and to be saved. */
  sendAsFile(id: number, name: string): void {
    this.again(id, ({ poster: _, ...rest }) => ({ ...rest, kind: 'file', name }))
  }

  cancel(id: number): void {
    const attempt = this.attempts.get(id)
    this.take(id)
    attempt?.cancel()
  }

  /** These rooms are over: what failed in them cannot be tried again, and the program may be left. */
  loseRooms(rooms: readonly string[]): void {
    const isLost = ({ room, problem }: Upload) => problem !== undefined && rooms.includes(room)
    this.set(this.get().map((one) => (isLost(one) ? { ...one, problem: 'unknown-room' } : one)))
  }

  /** Cancels all of them. */
  clear(): void {
    for (const { id } of this.get()) this.cancel(id)
  }

  protected override set(uploads: readonly Upload[]): void {
    super.set(uploads)
    this.names.keep(uploads.filter(isUnfinished))
  }

  private again(id: number, now: (upload: Upload) => Upload): void {
    this.change(id, ({ problem: _, ...rest }) => now({ ...rest, percent: 0 }))
    const upload = this.get().find((one) => one.id === id)
    if (upload) this.start(upload)
  }

  private start(upload: Upload): void {
    const { id } = upload
    const attempt: Attempt = { cancel: () => {} }
    this.attempts.set(id, attempt)
    this.deliver(upload, attempt).catch((error: unknown) => {
      const problem = error instanceof Refused ? error.code : 'offline'
      if (this.isOn(id, attempt)) this.change(id, (one) => ({ ...one, problem }))
    })
  }

  /** Holds the room until the file is said: the page that showed it may be gone. */
  private async deliver(upload: Upload, attempt: Attempt): Promise<void> {
    const { id, kind, reply } = upload
    let enter = () => {}
    const entered = new Promise<void>((resolve) => {
      enter = resolve
    })
    attempt.cancel = enter
    // Also when it is over: then the server says why.
    const room = this.enterRoom(upload.room, { onState: ({ live }) => live && enter(), onGone: enter })
    try {
      await entered
      if (!this.isOn(id, attempt)) return
      const body = await this.transfer(upload, attempt)
      if (!this.isOn(id, attempt)) return
      const problem = room.send(kind, body, reply === undefined ? {} : { reply })
      if (problem !== undefined) throw new Refused(problem)
      this.take(id)
    } finally {
      room.leave()
    }
  }

  private async transfer(
    { id, room, kind, path, name, size, poster }: Upload,
    attempt: Attempt,
  ): Promise<MediaBody> {
    const transfer = this.media.upload({ room, kind, path, name, size }, (percent) =>
      this.change(id, (one) => ({ ...one, percent })),
    )
    attempt.cancel = () => transfer.cancel()
    const body = await transfer.done
    // A video without its poster is still a video.
    if (poster !== undefined) await this.media.poster(body.media, poster).catch(() => {})
    return body
  }

  /** Whether an attempt is the current one: not canceled, and not retried since. */
  private isOn(id: number, attempt: Attempt): boolean {
    return this.attempts.get(id) === attempt
  }

  private change(id: number, now: (upload: Upload) => Upload): void {
    this.set(this.get().map((one) => (one.id === id ? now(one) : one)))
  }

  private take(id: number): void {
    this.attempts.delete(id)
    this.set(this.get().filter((one) => one.id !== id))
  }
}
