import { app } from '../../app/index'
import type { Line } from '../../messages/line'
import type { MediaBodyOf } from '../../protocol/index'
import type { RoomHandle } from '../../rooms/room-handle'
import { complain } from '../../ui/dialogs'

/** Plays the voice messages of a room as they come, as long as it is held. */
export class Intercom {
  private readonly handle: RoomHandle
  private readonly close: () => void
  /** Up to where everything was there before. */
  private heard: number | undefined

  constructor(room: string) {
    this.close = app.voices.open({ room, lines: () => this.handle.lines() })
    this.handle = app.enterRoom(room, { onLines: ({ lines }) => this.came(room, lines) })
  }

  end(): void {
    this.close()
    this.handle.leave()
  }

  private came(room: string, lines: readonly Line[]): void {
    const newest = lines.reduce((most, { seq }) => Math.max(most, seq), 0)
    const { heard = newest } = this
    this.heard = Math.max(heard, newest)
    const fresh = lines.find(({ seq, mine, kind }) => seq > heard && !mine && kind === 'voice')
    // What comes while one plays follows by itself.
    if (fresh?.media && !app.voices.get()?.isPlaying)
      app.voices.toggle(room, fresh.media as MediaBodyOf<'voice'>, complain)
  }
}
