import { limits } from '#protocol'
import { refuse } from '../answer'
import type { Verb } from './verb'

/** Milliseconds in which the others need to hear only once that somebody types. */
const pauseMs = 1_000

/** Tells the others in a small room that somebody is typing. Nothing is kept, and nothing answered. */
export const typing: Verb<'typing'> = (frame, visitor, house) => {
  const feed = visitor.entered.get(frame.room)
  if (!feed) return refuse('not-entered')
  const now = house.ports.elapsed()
  if (feed.muted || feed.visitors.size > limits.typingAudience) return undefined
  if (visitor.typed !== undefined && now - visitor.typed < pauseMs) return undefined

  visitor.typed = now
  house.tellRoom(frame.room, {
    type: 'frame',
    frame: { type: 'typing', room: frame.room, person: visitor.person },
    except: visitor.id,
  })
  return undefined
}
