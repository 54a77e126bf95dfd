import type { Port, ServerFrame, ServerFrameOf } from '../protocol/index'
import { Store } from '../stores/observable'
import { isOfGroup } from './call'

/** The call that goes on in a group. */
export type TalkingRoom = Pick<ServerFrameOf<'talking'>, 'call' | 'media' | 'since' | 'people'>

/** In which of the groups that are entered is talked, by their ids. */
export class TalkingRooms extends Store<Readonly<Record<string, TalkingRoom>>> {
  constructor() {
    super({})
  }

  /** The group port alone: the direct one tells those who take part, and neither waits for the other. */
  hear(frame: ServerFrame, port: Port): void {
    if (port !== 'group') return
    if (frame.type === 'talking' && isOfGroup(frame.call)) this.put(frame)
    // What it was when the room was entered the last time.
    else if (frame.type === 'entered' && frame.talking !== this.get()[frame.room]?.call) this.drop(frame.room)
    else if (frame.type === 'gone') this.drop(frame.room)
  }

  clear(): void {
    this.set({})
  }

  private put({ room, call, media, since, people }: ServerFrameOf<'talking'>): void {
    if (people.length === 0) this.drop(room)
    else this.set({ ...this.get(), [room]: { call, media, since, people } })
  }

  private drop(room: string): void {
    const { [room]: known, ...others } = this.get()
    if (known) this.set(others)
  }
}
