import { limits } from '#protocol'
import { refuse } from '../answer'
import type { Command } from '../context'

/** Milliseconds in which the others hear only once that a person types. */
const pauseMs = 1_000

/** Tells the others in a small room that the person is typing. Nothing is stored, and nothing answered. */
export const typing: Command<'typing'> = (frame, client, chat) => {
  const hub = chat.hubs.entered(client, frame.room)
  if (!hub) return refuse('not-entered')
  const now = chat.ports.elapsed()
  if (hub.clients.size > limits.typingAudience) return undefined
  if (client.typed !== undefined && now - client.typed < pauseMs) return undefined

  client.typed = now
  chat.tellRoom(frame.room, {
    type: 'frame',
    frame: { type: 'typing', room: frame.room, person: client.person },
    except: client.id,
  })
  return undefined
}
