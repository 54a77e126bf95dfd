import { limits, targetOf } from '#protocol'
import type { Draft, Line } from '../../store/store'
import type { Answer, Refusal } from '../answer'
import { refuse } from '../answer'
import { discardMedia, retractMedia } from '../claim-media'
import type { Client } from '../client'
import type { ChatContext, Command } from '../context'
import { isOwner } from '../membership'
import { stranger } from '../people'
import { unpin } from './pin'
import { append } from './say'

/**
 * Takes a message back. The recall is a message itself, so that everyone learns of it in order, those
 * who are away too. First the body goes and then the recall is said: if the process dies between the
 * two, a retry finishes it.
 */
export const recall: Command<'recall'> = async (frame, client, chat): Promise<Answer> => {
  const { room, seq } = frame
  const me = client.person.id
  const hub = chat.hubs.entered(client, room)
  if (!hub) return refuse('not-entered')
  if (hub.state.isBlocking(me)) return refuse('blocked')
  const { store, people } = chat.ports
  const time = hub.state.clock.now()
  const line = await store.messages.get(room, seq)
  if (!line || targetOf(line) !== undefined) return refuse('unknown-message')
  const refusal = await objection(line, room, time, client, chat)
  if (refusal) return refusal

  const isForAuthor = line.audience !== undefined || hub.state.isBlocking(hub.state.peerOf(me))
  const isHidden = isForAuthor && line.audience !== 'author'
  const by = isHidden ? await hideFromAuthor(line, room, chat) : await blank(line, room, me, chat)
  // The author and the owner at the same moment: one of them did.
  if (by !== me) return refuse('already-recalled')
  // Of the author, no matter who takes it back: so there is one for each message, and everybody can count and name by it. A client
  // cannot choose an id with a slash: it is the server's, and makes a repeat harmless.
  const { from } = line
  const draft: Draft = { id: `recall/${seq}`, from, kind: 'recall', body: { seq }, time, by }
  const audience = isForAuthor && { audience: 'author' as const }
  const author = (await people.get(from)) ?? stranger(from)
  const answer = await append({ ...draft, ...audience }, room, client, chat, author)
  if (!isHidden) await unpin(room, seq, from, line.kind === 'recalled', chat)
  return answer
}

/** Who took it back: the first who did. */
async function blank(
  line: Line,
  room: string,
  by: string,
  { ports }: ChatContext,
): Promise<string | undefined> {
  // First the file, for a blank line does not tell which it was.
  await discardMedia(line, ports)
  const first = await ports.store.messages.blank(room, line.seq, by)
  await ports.store.marks.dropReactions(room, line.seq)
  return first
}

/** Who is blocked takes back for themselves alone: nothing reaches the other one, who keeps what they have got. */
async function hideFromAuthor(line: Line, room: string, { ports }: ChatContext): Promise<string> {
  if (line.kind !== 'recalled') {
    await retractMedia(line, ports)
    await ports.store.messages.hideFromAuthor(room, line.seq)
  }
  return line.from
}

async function objection(
  line: Line,
  room: string,
  now: number,
  client: Client,
  chat: ChatContext,
): Promise<Refusal | undefined> {
  // The server has said it, and neither of the two.
  if (line.kind === 'call') return refuse('not-yours')
  const me = client.person.id
  const isTheirs = line.from === me
  const recalledBy = line.kind === 'recalled' ? (line.by ?? line.from) : undefined
  // A repeat is let through: its line has the same id and is said once.
  if (recalledBy === me || (isTheirs && line.audience === 'peer')) return undefined
  const isOwned = await isOwner(room, me, chat.ports.store)
  if (!isTheirs && !isOwned) return refuse('not-yours')
  if (recalledBy !== undefined) return refuse('already-recalled')
  if (!isOwned && now - line.time > limits.recallMs) return refuse('too-late')
  return undefined
}
