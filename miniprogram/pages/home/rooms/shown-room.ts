import { t } from '../../../i18n/index'
import { callInWords } from '../../../lib/call-in-words'
import { inWords } from '../../../lib/in-words'
import { recallInWords } from '../../../lib/recall-in-words'
import { roomTitle } from '../../../lib/room-title'
import { shortWhen } from '../../../lib/when'
import type { RoomRow } from '../../../stores/room-row'

/** A room as the template reads it. */
export interface ShownRoom {
  id: string
  kind: RoomRow['kind']
  title: string
  /** Of the peer; a room's own id where there is none. */
  personId: string
  image: string
  online: boolean
  isFavourites: boolean
  /** That one is mentioned; else empty. */
  mentioned: string
  last: string
  time: string
  /** What the badge says; empty without unread messages. */
  unread: string
  /** For screen readers. */
  unreadLabel: string
}

/** `now`: milliseconds since 1970. */
export function shownRoom(row: RoomRow, now: number): ShownRoom {
  const { id, kind, unread, last } = row
  return {
    id,
    kind,
    title: roomTitle(row),
    personId: row.peer?.id ?? id,
    image: row.avatar,
    online: row.online === true,
    isFavourites: row.isFavourites === true,
    mentioned: row.mentioned === undefined ? '' : t('rooms.mentioned'),
    last: last ? lineOf(last, kind) : t('rooms.quiet'),
    time: last ? shortWhen(last.time, now) : '',
    unread: unread === 0 ? '' : unread > 99 ? '99+' : String(unread),
    unreadLabel: unread === 0 ? '' : t('rooms.unread', { count: unread > 99 ? '99+' : unread }),
  }
}

function lineOf(last: NonNullable<RoomRow['last']>, kind: RoomRow['kind']): string {
  if (last.kind === 'recalled') return recallInWords({ ...last, name: last.from })
  if (last.call) return callInWords(last.call, last.mine, kind !== 'direct')
  const text = inWords(last.kind, last.text)
  // In a 1v1 room it is clear who wrote.
  return kind === 'direct' || last.mine ? text : t('rooms.said', { name: last.from, text })
}
