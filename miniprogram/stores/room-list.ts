import type { LineKind } from '../messages/line'
import type { Person, RoomCard } from '../protocol/index'
import type { Observable } from './observable'

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
  /** The newest line; `from` is empty for one's own. */
  last?: { from: string; kind: LineKind; text: string; time: number; mine: boolean }
  peer?: Person
  /** Whether the peer is online, in a 1v1 talk. */
  online?: boolean
  code?: string
}

/** Rooms and talks, the one with the newest message first. Kept on the phone, so it is there at once. */
export interface RoomList extends Observable<readonly RoomRow[]> {
  /** Sum of all unread, for the tab's badge. */
  readonly unread: Observable<number>
  row(id: string): RoomRow | undefined
  /** Reads the list anew (pull to refresh). Done by itself after each reconnect. Rejects with `Refused`. */
  refresh(): Promise<void>
}
