import { limits } from '#protocol'
import type { Draft, Line } from '../../store/store'
import type { Answer, Refusal } from '../answer'
import { refuse } from '../answer'
import { discardMedia, retractMedia } from '../claim-media'
import type { Client } from '../client'
import type { ChatContext, Command } from '../context'
import { isOwner } from '../membership'
import { append } from './say'

/**
 * Takes a message back. The recall is a message itself, so that everyone learns of it in order, those
 * who are away too. First the body goes and then the recall is said: if the process dies between the
 * two, a retry finishes it.
 */
export const recall: Command<'recall'> = async (frame, client, chat): Promise<Answer> => {
  const hub = chat.hubs.entered(client, frame.room)
  if (!hub) return refuse('not-entered')
  if (hub.state.isBlocking(client.person.id)) return refuse('blocked')
  const { store } = chat.ports
  const now = hub.state.clock.now()
  const line = await store.messages.get(frame.room, frame.seq)
  if (!line || line.kind === 'recall') return refuse('unknown-message')
  const refusal = await objection(line, frame.room, now, client, chat)
  if (refusal) return refusal

  const isForAuthor = line.audience !== undefined || hub.state.isBlocking(hub.state.peerOf(client.person.id))
  await (isForAuthor && line.audience !== 'author' ? hideFromAuthor : blank)(line, frame.room, chat)
  const body = { seq: frame.seq }
  // A client cannot choose an id with a slash: it is the server's, and makes a repeat harmless.
  const id = `recall/${frame.seq}`
  const draft: Draft = { id, from: client.person.id, kind: 'recall', body, time: now }
  return append({ ...draft, ...(isForAuthor && { audience: 'author' }) }, frame.room, client, chat)
}

async function blank(line: Line, room: string, { ports }: ChatContext): Promise<void> {
  // First the file, for a blank line does not tell which it was.
  await discardMedia(line, ports)
  await ports.store.messages.blank(room, line.seq)
}

/** Who is blocked takes back for themselves alone: nothing reaches the other one, who keeps what they have got. */
async function hideFromAuthor(line: Line, room: string, { ports }: ChatContext): Promise<void> {
  if (line.kind === 'recalled') return
  await retractMedia(line, ports)
  await ports.store.messages.hideFromAuthor(room, line.seq)
}

async function objection(
  line: Line,
  room: string,
  now: number,
  client: Client,
  chat: ChatContext,
): Promise<Refusal | undefined> {
  const { store } = chat.ports
  const own = line.from === client.person.id
  const owner = await isOwner(room, client.person.id, store)
  if (!own && !owner) return refuse('not-yours')
  // A repeat of one's own recall is let through: its line has the same id and is said once.
  if (line.kind === 'recalled' || line.audience === 'peer')
    return own ? undefined : refuse('already-recalled')
  if (!owner && now - line.time > limits.recallMs) return refuse('too-late')
  return undefined
}
