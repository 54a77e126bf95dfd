import { limits } from '#protocol'
import type { Answer } from '../answer'
import { isRefusal } from '../answer'
import type { Command } from '../context'
import { asOwner } from '../membership'
import { stranger } from '../people'

/** A page of those who were removed from the room and are not let in again: for its owner. */
export const barred: Command<'barred'> = async ({ room, after }, client, chat): Promise<Answer> => {
  const { store, people } = chat.ports
  const membership = await asOwner(room, client, store)
  if (isRefusal(membership)) return membership
  const ids = await store.rooms.barred(room, after, limits.pageMembers + 1)
  const page = ids.slice(0, limits.pageMembers)
  const known = await people.many(page)
  const shown = page.map((id) => known.get(id) ?? stranger(id))
  return { type: 'barred', room, people: shown, more: ids.length > page.length }
}

/** Lets somebody who was removed join again. Idempotent. */
export const allow: Command<'allow'> = async ({ room, person }, client, chat): Promise<Answer> => {
  const { store } = chat.ports
  const membership = await asOwner(room, client, store)
  if (isRefusal(membership)) return membership
  await store.rooms.allow(room, person)
  const answer = { type: 'allowed', room, person } as const
  chat.tellPerson(client.person.id, 'group', answer, client.id)
  return answer
}
