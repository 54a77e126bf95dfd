import { isMissedCall } from '../protocol/index'
import { Alarm } from '../session/alarm'
import type { Clock } from '../session/ports'
import type { ConnectionStore } from '../stores/connection-store'
import type { RoomList } from '../stores/room-list-store'
import type { RoomRow } from '../stores/room-row'

/** Milliseconds a message has to be seen in: a list has to be drawn first. */
const seenMs = 400
/** Milliseconds after connecting in which missed messages come in: they are not new. */
const catchUpMs = 3_000
/** Milliseconds between two calls, so that a busy room does not ring all the time. */
const quietMs = 2_000

/** The stores that show new messages, and since when the connection is up. */
export interface Watched {
  roomList: RoomList
  connection: Pick<ConnectionStore, 'subscribe'>
}

/** Calls when a message of another person has come in and is not seen: its room is not open, or scrolled elsewhere. */
export function onUnseenMessage({ roomList, connection }: Watched, clock: Clock, call: () => void): void {
  const soon = new Alarm(clock)
  /** The time of each room's newest message. */
  let newest = new Map<string, number>()
  const arrived = new Set<string>()
  let openSince = Number.POSITIVE_INFINITY
  let calledAt = Number.NEGATIVE_INFINITY

  connection.subscribe(({ state }) => {
    if (state !== 'open') openSince = Number.POSITIVE_INFINITY
    else openSince = Math.min(openSince, clock.elapsed())
  })

  roomList.subscribe((rows) => {
    const isLive = clock.elapsed() - openSince >= catchUpMs
    const fresh = isLive ? rows.filter((row) => isNews(row, newest.get(row.id) ?? 0)) : []
    for (const { id } of fresh) arrived.add(id)
    newest = new Map(rows.map(({ id, last }) => [id, last?.time ?? 0]))
    if (fresh.length > 0 && !soon.isSet) soon.set(seenMs, look)
  })

  function look(): void {
    const isUnseen = [...arrived].some((id) => (roomList.row(id)?.unread ?? 0) > 0)
    arrived.clear()
    const now = clock.elapsed()
    if (!isUnseen || now - calledAt < quietMs) return
    calledAt = now
    call()
  }
}

function isNews({ last }: RoomRow, before: number): boolean {
  if (last === undefined || last.mine || last.kind === 'recalled') return false
  // Of a call that was heard there is nothing more to hear.
  if (last.call && !isMissedCall(last.call)) return false
  return last.time > before
}
