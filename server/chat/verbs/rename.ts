import { tidyName } from '#protocol'
import type { Answer } from '../answer'
import { isRefusal } from '../answer'
import type { House } from '../house'
import { newRoomCode } from '../ids'
import type { Visitor } from '../visitor'
import { asOwner, asRoom } from './rooms'
import type { Verb } from './verb'

/** Gives the room another name. */
export const rename: Verb<'rename'> = (frame, visitor, house) =>
  change(frame.room, () => ({ name: tidyName(frame.name) }), visitor, house)

/** Gives the room another code: the old one, and every QR code that was made of it, opens nothing any more. */
export const recode: Verb<'recode'> = (frame, visitor, house) =>
  change(frame.room, () => ({ code: newRoomCode() }), visitor, house)

async function change(
  room: string,
  next: () => { name?: string; code?: string },
  visitor: Visitor,
  house: House,
): Promise<Answer> {
  const membership = await asOwner(room, visitor, house)
  if (isRefusal(membership)) return membership

  let changed = await house.ports.store.rooms.update(room, next())
  // A code that another room has: take another one.
  while (changed && 'codeTaken' in changed) changed = await house.ports.store.rooms.update(room, next())
  const answer = await asRoom(room, visitor, house)
  if (!changed || 'codeTaken' in changed || isRefusal(answer)) return answer
  house.tellRoom(room, { type: 'changed', room: changed })
  house.tellRoom(room, {
    type: 'frame',
    frame: { type: 'renamed', room, name: changed.name, code: changed.code ?? '' },
    except: visitor.id,
  })
  return answer
}
