import type { RoomCard } from '../protocol/index'

/** What can be done to rooms. Each rejects with `Refused`; a repeat after a lost connection is harmless. */
export interface RoomCommands {
  create(name: string): Promise<RoomCard>
  /** Joins by the code that a member shows, in any pending message case. */
  join(code: string): Promise<RoomCard>
  quit(room: string): Promise<void>
  rename(room: string, name: string): Promise<RoomCard>
  /** Gives the room a new code: the old one, its QR codes and cards no longer open it. */
  recode(room: string): Promise<RoomCard>
  /** Makes a member the owner; I become a member. */
  appoint(room: string, person: string): Promise<void>
  remove(room: string, person: string): Promise<void>
  /** Ends the room for everyone, its messages included. */
  dissolve(room: string): Promise<void>
}
