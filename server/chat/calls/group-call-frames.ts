import type { Person, ServerFrameOf } from '#protocol'
import { stranger } from '../people'
import { talkerOf } from './call-frames'
import type { GroupCall } from './group-call'

/** Who takes part in the call of a group; nobody once it is over. */
export function talkingFrame(
  { id, room, media, began, people }: GroupCall,
  known: ReadonlyMap<string, Person>,
): ServerFrameOf<'talking'> {
  const talkers = people.map((one) => talkerOf(known.get(one.person) ?? stranger(one.person), one))
  return { type: 'talking', call: id, room, media, since: began, people: talkers }
}
