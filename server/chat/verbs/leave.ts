import type { Answer } from '../answer'
import { refuse } from '../answer'
import type { Verb } from './verb'

/** Ends a visit. The room stays in the person's list; in a 1v1 room the other one is told at once. */
export const leave: Verb<'leave'> = async (frame, visitor, house): Promise<Answer> => {
  const feed = visitor.entered.get(frame.room)
  if (!feed) return refuse('not-entered')

  const left = { type: 'left', room: frame.room, person: visitor.person } as const
  const direct = feed.room?.kind === 'direct'
  const last = await house.leave(visitor, feed)
  if (direct && last) house.tellRoom(frame.room, { type: 'frame', frame: left })
  return left
}
