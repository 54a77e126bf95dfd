import { contentOf, type LineKind } from '../messages/line'
import { type CallRecord, isRemoved, type Message, type Person, type RoomCard } from '../protocol/index'

/** A room or 1v1 talk as a row of the list shows it. */
export interface RoomRow {
  id: string
  kind: 'lobby' | 'group' | 'direct'
  title: string
  /** Of the peer; empty for groups and where there is none. */
  avatar: string
  role: RoomCard['role']
  members: number
  /** 0 to 100; 100 stands for "99+". */
  unread: number
  /** The oldest unread message that mentions me. */
  mentioned?: number
  /** The newest line; `from` is empty for one's own, but where the owner of the room `removed` it. */
  last?: {
    from: string
    kind: LineKind
    text: string
    time: number
    mine: boolean
    removed?: true
    call?: CallRecord
  }
  peer?: Person
  /** The talk with oneself: one's favourites. */
  isFavourites?: true
  /** Whether the peer is online, in a 1v1 talk. */
  online?: boolean
  code?: string
}

/** What the last line of a room was, for its row. */
type Last = NonNullable<RoomRow['last']>

/** A room card as a row shows it. `online`: whether the peer of a 1v1 talk is. */
export function rowOf(card: RoomCard, me: string, online: boolean): RoomRow {
  const { id, kind, name, role, members, unread, mentioned, peer, code, last } = card
  return {
    id,
    kind,
    title: peer?.name ?? name,
    avatar: peer?.avatar ?? '',
    role,
    members,
    unread,
    ...(mentioned !== undefined && { mentioned }),
    ...(last && { last: lastOf(last, me) }),
    ...(peer && { peer, online }),
    ...(peer?.id === me && { isFavourites: true as const }),
    ...(code !== undefined && { code }),
  }
}

function lastOf(message: Message, me: string): Last {
  const { from, time } = message
  const { kind, text, call } = contentOf(message)
  const mine = from.id === me
  const removed = isRemoved(message) && { removed: true as const }
  return {
    from: mine && !removed ? '' : from.name,
    kind,
    text,
    time,
    mine,
    ...removed,
    ...(call && { call }),
  }
}

/** The newest message first; rooms where nothing was said yet last, by name. */
export function byNewest(one: RoomCard, other: RoomCard): number {
  const difference = (other.last?.time ?? 0) - (one.last?.time ?? 0)
  return difference !== 0 ? difference : one.name.localeCompare(other.name)
}
