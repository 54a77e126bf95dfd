import type { Look, Place } from './room'

/** Where rooms were left, for as long as the program runs: a reader who comes back goes on there. */
export class Places {
  private readonly left = new Map<string, Place>()

  get(room: string): Place | undefined {
    return this.left.get(room)
  }

  /** A room that was left at its end opens at its end. */
  leave(room: string, { place, isEnd }: Look): void {
    if (isEnd || place.seq === 0) this.left.delete(room)
    else this.left.set(room, place)
  }
}
