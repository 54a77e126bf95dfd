import { tidyName } from '#protocol'
import type { Answer } from '../answer'
import { isRefusal } from '../answer'
import type { Client } from '../client'
import type { ChatContext, Command } from '../context'
import { newRoomCode } from '../ids'
import { asOwner } from '../membership'
import { asRoom } from '../membership-news'

/** Gives the room another name. */
export const rename: Command<'rename'> = (frame, client, chat) =>
  change(frame.room, () => ({ name: tidyName(frame.name) }), client, chat)

/** Gives the room another code: the old one, and every QR code that was made of it, opens nothing any more. */
export const recode: Command<'recode'> = (frame, client, chat) =>
  change(frame.room, () => ({ code: newRoomCode() }), client, chat)

async function change(
  room: string,
  next: () => { name?: string; code?: string },
  client: Client,
  chat: ChatContext,
): Promise<Answer> {
  const membership = await asOwner(room, client, chat.ports.store)
  if (isRefusal(membership)) return membership

  let changed = await chat.ports.store.rooms.update(room, next())
  // A code that another room has: take another one.
  while (changed && 'codeTaken' in changed) changed = await chat.ports.store.rooms.update(room, next())
  const answer = await asRoom(room, client, chat)
  if (!changed || 'codeTaken' in changed || isRefusal(answer)) return answer
  chat.tellRoom(room, { type: 'changed', room: changed })
  chat.tellRoom(room, {
    type: 'frame',
    frame: { type: 'renamed', room, name: changed.name, code: changed.code ?? '' },
    except: client.id,
  })
  return answer
}
