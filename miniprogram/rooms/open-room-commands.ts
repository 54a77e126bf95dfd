import type { RoomCard, ServerFrame } from '../protocol/index'
import { Refused } from '../session/refused'
import type { Question } from '../session/requests'
import type { Session } from '../session/session'
import type { RoomCommands } from './room-commands'

/** The session of whoever is signed in. Rejects with `Refused('signed-out')` when nobody is. */
export type CurrentSession = () => Promise<Session>

/** The commands of the group port. */
export function openRoomCommands(session: CurrentSession): RoomCommands {
  const ask = async (question: Question, doneIf: readonly string[] = []) =>
    (await session()).ask('group', question, { outlives: true, doneIf })

  return {
    create: async (name) => cardOf(await ask({ type: 'create', name })),
    join: async (code) => cardOf(await ask({ type: 'join', code: code.trim().toUpperCase() })),
    rename: async (room, name) => cardOf(await ask({ type: 'rename', room, name })),
    recode: async (room) => cardOf(await ask({ type: 'recode', room })),
    quit: async (room) => void (await ask({ type: 'quit', room }, ['unknown-room'])),
    dissolve: async (room) => void (await ask({ type: 'dissolve', room }, ['unknown-room'])),
    appoint: async (room, person) => void (await ask({ type: 'appoint', room, person }, ['not-the-owner'])),
    remove: async (room, person) => void (await ask({ type: 'remove', room, person }, ['not-a-member'])),
  }
}

function cardOf(answer: ServerFrame | undefined): RoomCard {
  if (answer?.type === 'room') return answer.room
  throw new Refused('no-answer')
}
