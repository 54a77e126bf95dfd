import type { Answer } from '../answer'
import { refuse } from '../answer'
import { pageOf } from '../history'
import type { Command } from './command'

/** A page of what was said before. */
export const history: Command<'history'> = async (frame, client, chat): Promise<Answer> => {
  const { room, before, after, limit } = frame
  if (before !== undefined && after !== undefined) return refuse('bad-frame')
  const member = client.entered.has(room) || (await chat.ports.store.rooms.membership(room, client.person.id))
  if (!member) return refuse('unknown-room')

  const where = {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(limit === undefined ? {} : { limit }),
  }
  return { type: 'page', room, ...(await pageOf(room, where, chat.ports)) }
}
