import { limits } from '#protocol'
import type { Draft, Line } from '../../store/store'
import type { Answer, Refusal } from '../answer'
import { refuse } from '../answer'
import { discardMedia } from '../claim-media'
import type { Client } from '../client'
import type { ChatContext, Command } from '../context'
import { isOwner } from '../membership'
import { stranger } from '../people'
import { append } from './say'

/**
 * Takes a message back. The recall is a message itself, so that everyone learns of it in order, those
 * who are away too. First the body goes and then the recall is said: if the process dies between the
 * two, a retry finishes it.
 */
export const recall: Command<'recall'> = async (frame, client, chat): Promise<Answer> => {
  const { room, seq } = frame
  const hub = chat.hubs.entered(client, room)
  if (!hub) return refuse('not-entered')
  const { store, people, now } = chat.ports
  const line = await store.messages.get(room, seq)
  if (!line || line.kind === 'recall') return refuse('unknown-message')
  const refusal = await objection(line, room, client, chat)
  if (refusal) return refusal

  // First the file, for a blank line does not tell which it was.
  await discardMedia(line, chat.ports)
  const by = await store.messages.blank(room, seq, client.person.id)
  // The author and the owner at the same moment: one of them did.
  if (by !== client.person.id) return refuse('already-recalled')
  // Of the author, whoever takes it back: so there is one for each message, and everybody can count and name by it. A client
  // cannot choose an id with a slash: it is the server's, and makes a repeat harmless.
  const { from } = line
  const draft: Draft = { id: `recall/${seq}`, from, kind: 'recall', body: { seq }, time: now(), by }
  return append(draft, room, client, chat, (await people.get(from)) ?? stranger(from))
}

async function objection(
  line: Line,
  room: string,
  client: Client,
  chat: ChatContext,
): Promise<Refusal | undefined> {
  const { store, now } = chat.ports
  const me = client.person.id
  const recalledBy = line.kind === 'recalled' ? (line.by ?? line.from) : undefined
  // A repeat is let through: its line has the same id and is said once.
  if (recalledBy === me) return undefined
  const isTheirs = line.from === me
  const isOwned = await isOwner(room, me, store)
  if (!isTheirs && !isOwned) return refuse('not-yours')
  if (recalledBy !== undefined) return refuse('already-recalled')
  if (!isOwned && now() - line.time > limits.recallMs) return refuse('too-late')
  return undefined
}
