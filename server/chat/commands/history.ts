import type { Answer } from '../answer'
import { refuse } from '../answer'
import type { Command } from '../context'
import { pageOf } from '../history'
import { isMember } from '../membership'

/** A page of what was said before. */
export const history: Command<'history'> = async (frame, client, chat): Promise<Answer> => {
  const { room, before, after, around, limit } = frame
  if ([before, after, around].filter((place) => place !== undefined).length > 1) return refuse('bad-frame')
  const member = client.entered.has(room) || (await isMember(room, client.person.id, chat.ports.store))
  if (!member) return refuse('unknown-room')

  const where = {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(around === undefined ? {} : { around }),
    ...(limit === undefined ? {} : { limit }),
  }
  const page = await pageOf(room, client.person.id, where, chat.ports)
  return page ? { type: 'page', room, ...page } : refuse('unknown-message')
}
