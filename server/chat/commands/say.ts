import { type FrameOf, isMediaKind, type Person } from '#protocol'
import type { Draft } from '../../store/store'
import type { Answer } from '../answer'
import { isRefusal, refuse } from '../answer'
import { claimMedia } from '../claim-media'
import type { Client } from '../client'
import type { ChatContext } from '../context'
import { isForEveryone, onceAMinute } from '../everyone'

/**
 * Says something in a room. It is given to the appender before anything is awaited: so what one person says
 * keeps the order in which it came, however many messages are on their way. Only media, and what mentions everyone, is looked at first.
 */
export function say(frame: FrameOf<'say'>, client: Client, chat: ChatContext): Answer | Promise<Answer> {
  const hub = chat.hubs.entered(client, frame.room)
  if (!hub) return refuse('not-entered')
  const me = client.person.id
  if (hub.state.isBlocking(me)) return refuse('blocked')
  // Who is blocked is answered as ever, and heard by nobody.
  const isUnheard = hub.state.isBlocking(hub.state.peerOf(me))
  const draft: Draft = {
    ...draftOf(frame, client, hub.state.clock.now()),
    ...(isUnheard && { audience: 'author' }),
  }
  const say = () => sayOne(draft, frame, client, chat)
  return isForEveryone(frame) ? onceAMinute(frame, me, chat.ports, say) : say()
}

function sayOne(
  draft: Draft,
  { kind, room }: FrameOf<'say'>,
  client: Client,
  chat: ChatContext,
): Promise<Answer> {
  return isMediaKind(kind) ? sayMedia(draft, room, client, chat) : append(draft, room, client, chat)
}

/**
 * The upload becomes the message's before the message is said: if the process dies between the two, the
 * file waits for the retry, and no message is without its file.
 */
async function sayMedia(draft: Draft, room: string, client: Client, chat: ChatContext): Promise<Answer> {
  // Before the claim: what is refused leaves the upload free.
  if (await chat.appender.isStray(room, draft)) return refuse('unknown-message')
  const body = await claimMedia(draft, room, chat.ports.store)
  return typeof body === 'object' && isRefusal(body) ? body : append({ ...draft, body }, room, client, chat)
}

function draftOf(frame: FrameOf<'say'>, client: Client, time: number): Draft {
  const { id, kind, body, reply, mentions } = frame
  return {
    id,
    from: client.person.id,
    kind,
    body,
    time,
    ...(reply === undefined ? {} : { reply }),
    ...(mentions === undefined ? {} : { mentions }),
  }
}

/** Puts a draft into a room, and answers when it is durable. `author` is who the draft is from. */
export async function append(
  draft: Draft,
  room: string,
  client: Client,
  chat: ChatContext,
  author: Person = client.person,
): Promise<Answer> {
  const appended = await chat.appender.add(room, draft, author, client.id)
  if ('conflict' in appended) return refuse('id-reused')
  if ('stray' in appended) return refuse('unknown-message')
  return { type: 'accepted', room, seq: appended.seq, time: appended.time }
}
