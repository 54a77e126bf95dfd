import { type FrameOf, isMediaKind } from '#protocol'
import type { Draft } from '../../store/store'
import type { Answer } from '../answer'
import { isRefusal, refuse } from '../answer'
import { claimMedia } from '../claim-media'
import type { House } from '../house'
import type { Visitor } from '../visitor'

/**
 * Says something in a room. It is given to the appender before anything is awaited: so what one person says
 * keeps the order in which it came, however many messages are on their way.
 */
export function say(frame: FrameOf<'say'>, visitor: Visitor, house: House): Answer | Promise<Answer> {
  const feed = visitor.entered.get(frame.room)
  if (!feed) return refuse('not-entered')
  if (feed.muted) return refuse('blocked')
  const draft = draftOf(frame, visitor, house)
  return isMediaKind(frame.kind)
    ? sayMedia(draft, frame.room, visitor, house)
    : append(draft, frame.room, visitor, house)
}

/**
 * The upload becomes the message's before the message is said: if the process dies between the two, the
 * file waits for the repeat, and no message is without its file.
 */
async function sayMedia(draft: Draft, room: string, visitor: Visitor, house: House): Promise<Answer> {
  // Before the claim: what is refused leaves the upload free.
  if (await house.appender.isStray(room, draft)) return refuse('unknown-message')
  const body = await claimMedia(draft, room, house.ports.store)
  return typeof body === 'object' && isRefusal(body) ? body : append({ ...draft, body }, room, visitor, house)
}

function draftOf(frame: FrameOf<'say'>, visitor: Visitor, house: House): Draft {
  const { id, kind, body, reply, mentions } = frame
  return {
    id,
    from: visitor.person.id,
    kind,
    body,
    time: house.ports.now(),
    ...(reply === undefined ? {} : { reply }),
    ...(mentions === undefined ? {} : { mentions }),
  }
}

/** Puts a draft into a room, and answers when it is durable. */
export async function append(draft: Draft, room: string, visitor: Visitor, house: House): Promise<Answer> {
  const appended = await house.appender.add(room, draft, visitor.person, visitor.id)
  if ('conflict' in appended) return refuse('id-reused')
  if ('stray' in appended) return refuse('unknown-message')
  return { type: 'accepted', room, seq: appended.seq, time: appended.time }
}
