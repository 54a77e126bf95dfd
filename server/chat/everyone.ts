import { everyone, type FrameOf, limits } from '#protocol'
import { type Answer, isRefusal, refuse } from './answer'
import { isOwner } from './membership'
import type { Ports } from './ports'

/** Whether a message mentions everyone in its room. */
export function isForEveryone({ mentions }: Pick<FrameOf<'say'>, 'mentions'>): boolean {
  return mentions?.includes(everyone) === true
}

/**
 * Says what mentions everyone: that is the owner's of a group, once a minute. A repeat is let through, and what is refused after all
 * takes nobody's minute.
 */
export async function onceAMinute(
  { room, id }: FrameOf<'say'>,
  person: string,
  { store, state }: Ports,
  say: () => Promise<Answer>,
): Promise<Answer> {
  if (await store.messages.find(room, person, id)) return say()
  if (!(await isOwner(room, person, store))) return refuse('not-the-owner')
  const hold = [`everyone:${room}`, `${person} ${id}`] as const
  if (!(await state.limits.hold(...hold, limits.everyoneMs))) return refuse('everyone-again')
  const answer = await say()
  // Of two with the same id the other one has been said.
  const isUnsaid = answer && isRefusal(answer) && answer.refused !== 'id-reused'
  if (isUnsaid) await state.limits.release(...hold)
  return answer
}
