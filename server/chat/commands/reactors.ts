import { limits } from '#protocol'
import type { Answer } from '../answer'
import { refuse } from '../answer'
import type { Command } from '../context'
import { isMember } from '../membership'
import { stranger } from '../people'
import { objectionTo } from '../reachable'

/** A page of those who have put an emoji on a message. On what was taken back nobody has. */
export const reactors: Command<'reactors'> = async (frame, client, { ports }): Promise<Answer> => {
  const { room, seq, emoji, after = '' } = frame
  const me = client.person.id
  const { messages, marks } = ports.store
  if (!client.entered.has(room) && !(await isMember(room, me, ports.store))) return refuse('unknown-room')
  const objection = objectionTo(await messages.get(room, seq), me)
  if (objection?.refused === 'unknown-message') return objection

  const [found] = objection ? [] : await marks.reactions(room, [seq])
  const ids = found?.people.find((one) => one.emoji === emoji)?.by ?? []
  const rest = ids.filter((id) => id > after).sort()
  const page = rest.slice(0, limits.pageReactors)
  const known = await ports.people.many(page)
  const people = page.map((id) => known.get(id) ?? stranger(id))
  return { type: 'reactors', room, seq, emoji, people, more: rest.length > page.length }
}
