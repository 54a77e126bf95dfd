import type { Answer } from '../answer'
import { refuse } from '../answer'
import type { Command } from '../context'

/** Goes out of a room. It stays in the person's list; in a 1v1 room the other one is told at once. */
export const leave: Command<'leave'> = async (frame, client, chat): Promise<Answer> => {
  const hub = chat.hubs.entered(client, frame.room)
  if (!hub) return refuse('not-entered')

  const left = { type: 'left', room: frame.room, person: client.person } as const
  const direct = hub.state.room?.kind === 'direct'
  const last = await chat.leave(client, frame.room)
  if (direct && last) chat.tellRoom(frame.room, { type: 'frame', frame: left })
  return left
}
