import { type Records, StateUnavailable } from '../../state/state'
import { keptMs, overMs } from './call-records'
import type { GroupCall } from './group-call'

/** Times that a change is tried which others were faster with. */
const mostTries = 8

/** The calls of groups, as all servers share them: one of a room. */
export class GroupCallRecords {
  readonly #records: Records

  constructor(records: Records) {
    this.#records = records
  }

  /** The call of the room that goes on, or was over a moment ago. */
  async read(room: string): Promise<GroupCall | undefined> {
    return parsed(await this.#records.get(key(room)))
  }

  /** Puts a call in the place of the one that is known; false where there is another one by now. */
  place(known: GroupCall | undefined, call: GroupCall): Promise<boolean> {
    return this.#records.swap(key(call.room), known && JSON.stringify(known), JSON.stringify(call), keptMs)
  }

  /**
   * Changes a call by what `next` makes of it; that may be asked several times. The call before and after, the same where it did
   * not change; nothing where there is none.
   */
  async change<No extends { refused: string }>(
    { room, id }: Pick<GroupCall, 'room' | 'id'>,
    next: (call: GroupCall) => GroupCall | No,
  ): Promise<{ before: GroupCall; after: GroupCall | No } | undefined> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const before = await this.read(room)
      if (before?.id !== id) return undefined
      const after = next(before)
      if (after === before || 'refused' in after) return { before, after }
      if (await this.place(before, after)) return { before, after }
    }
    throw new StateUnavailable('too many change this call')
  }

  /** The line of a call that is over is stored: soon it is forgotten. */
  async settle(call: GroupCall): Promise<void> {
    const known = JSON.stringify(call)
    await this.#records.swap(key(call.room), known, known, overMs)
  }
}

const key = (room: string) => `group-call:${room}`

function parsed(text: string | undefined): GroupCall | undefined {
  // Nothing else is kept under this key.
  return text === undefined ? undefined : (JSON.parse(text) as GroupCall)
}
