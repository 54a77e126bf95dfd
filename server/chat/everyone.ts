import { everyone, type FrameOf, limits } from '#protocol'
import { type Refusal, refuse } from './answer'
import { isOwner } from './membership'
import type { Ports } from './ports'

/** Whether a message mentions everyone in its room. */
export function isForEveryone({ mentions }: Pick<FrameOf<'say'>, 'mentions'>): boolean {
  return mentions?.includes(everyone) === true
}

/** Why this person cannot mention everyone now: it is the owner's of a group, once a minute. A repeat is let through. */
export async function objectionToEveryone(
  { room, id }: FrameOf<'say'>,
  person: string,
  { store, state }: Ports,
): Promise<Refusal | undefined> {
  if (await store.messages.find(room, person, id)) return undefined
  if (!(await isOwner(room, person, store))) return refuse('not-the-owner')
  const isFirst = await state.limits.hold(`everyone:${room}`, `${person} ${id}`, limits.everyoneMs)
  return isFirst ? undefined : refuse('everyone-again')
}
