import type { ServerFrameOf } from '#protocol'
import type { Link } from '../../store/store'
import type { Answer } from '../answer'
import { refuse } from '../answer'
import type { House } from '../house'
import { connectPair } from '../pairing'
import { stranger } from '../people'
import type { Visitor } from '../visitor'
import type { Verb } from './verb'

/** Accepts an invitation: the two have a room from now on. */
export const connect: Verb<'connect'> = async (frame, visitor, house): Promise<Answer> => {
  const settled = await settle(frame.link, 'to', 'connected', visitor, house)
  if (!settled) return refuse('unknown-invitation')
  const peer = (await house.ports.people.get(settled.from)) ?? stranger(settled.from)
  return connectPair(settled, visitor, peer, house)
}

/** Turns an invitation down. The one who asked is told. */
export const decline: Verb<'decline'> = async (frame, visitor, house): Promise<Answer> => {
  const settled = await settle(frame.link, 'to', 'declined', visitor, house)
  return settled
    ? tellBoth('declined', settled.id, settled.from, visitor, house)
    : refuse('unknown-invitation')
}

/** Withdraws an invitation that is still waiting. */
export const unlink: Verb<'unlink'> = async (frame, visitor, house): Promise<Answer> => {
  const settled = await settle(frame.link, 'from', 'withdrawn', visitor, house)
  return settled ? tellBoth('unlinked', settled.id, settled.to, visitor, house) : refuse('unknown-invitation')
}

/** Settles an invitation on the side on which the visitor stands. */
async function settle(
  id: string,
  side: 'from' | 'to',
  state: 'connected' | 'declined' | 'withdrawn',
  visitor: Visitor,
  { ports }: House,
): Promise<Link | undefined> {
  const link = await ports.store.links.get(id)
  if (link?.[side] !== visitor.person.id) return undefined
  // Said again because the answer was lost: it stands as it was settled.
  if (link.state === state) return link
  return ports.store.links.settle(id, state, ports.now())
}

/** Tells every device of both what became of their invitation. */
export async function tellBoth(
  type: 'declined' | 'unlinked',
  link: string,
  other: string,
  visitor: Visitor,
  house: House,
): Promise<ServerFrameOf<'declined'> | ServerFrameOf<'unlinked'>> {
  const peer = (await house.ports.people.get(other)) ?? stranger(other)
  const answer = { type, link, peer }
  house.tellPerson(other, 'direct', { type, link, peer: visitor.person })
  house.tellPerson(visitor.person.id, 'direct', answer, visitor.id)
  return answer
}
