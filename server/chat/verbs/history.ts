import type { Answer } from '../answer'
import { refuse } from '../answer'
import { pageOf } from '../history'
import type { Verb } from './verb'

/** A page of what was said before. */
export const history: Verb<'history'> = async (frame, visitor, house): Promise<Answer> => {
  const { room, before, after, limit } = frame
  if (before !== undefined && after !== undefined) return refuse('bad-frame')
  const member =
    visitor.entered.has(room) || (await house.ports.store.rooms.membership(room, visitor.person.id))
  if (!member) return refuse('unknown-room')

  const where = {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(limit === undefined ? {} : { limit }),
  }
  return { type: 'page', room, ...(await pageOf(room, where, house.ports)) }
}
