import type { CallMedia } from '#protocol'
import type { End } from './call'

/** Somebody who takes part in the call of a group. */
export interface Participant extends End {
  person: string
}

/** The call of a group, from the first who comes to the last who goes. Times are milliseconds by one clock. */
export interface GroupCall {
  /** Begins with the room's, and a dot. */
  id: string
  room: string
  /** Who began it. */
  from: string
  media: CallMedia
  began: number
  /** In the order in which they came. */
  people: Participant[]
  /** For how long it went on; without it, it goes on. */
  seconds?: number
}

/** The room of a group's call by the call's id; nothing where it is the id of a call of two. */
export function roomOfCall(id: string): string | undefined {
  const dot = id.lastIndexOf('.')
  return dot < 0 ? undefined : id.slice(0, dot)
}

export function goesOn({ seconds }: GroupCall): boolean {
  return seconds === undefined
}

export function participant({ people }: GroupCall, person: string): Participant | undefined {
  return people.find((one) => one.person === person)
}
