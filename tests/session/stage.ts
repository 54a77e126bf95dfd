import type { Message, Person } from '../../miniprogram/protocol/index'
import { lobby } from '../../miniprogram/protocol/index'
import { ModelServer } from '../support/model-server'
import { VirtualClock } from '../support/virtual-clock'
import type { Wire } from '../support/wire'

export interface Account {
  token: string
  user: Person
}

/** A server to live with, and three people who have accounts there. */
export interface Stage {
  clock: VirtualClock
  wire: Wire
  /** Ann, Bo and Cy. */
  accounts: [Account, Account, Account]
  /** A group of all three, which no other stage of the same server has. */
  hall: string
  /** The 1v1 room of Ann and Bo; on a real server it outlives the stage. */
  talk: string
  /** The server goes away for a while, with or without saying so. */
  restart(downMs: number, politely: boolean): void
  /** No faults from now on, and the server is there. */
  calm(): Promise<void>
  /** This stage's group is needed no more. */
  end(): Promise<void>
  /** All messages of a room, as the server has them. */
  history(room: string): Promise<Message[]>
}

/** The model of the server, with faults that the real one does not have. */
export function modelStage(random: () => number): Stage {
  const clock = new VirtualClock()
  const server = new ModelServer(clock, random)
  server.faults = { loseSaid: 0.02, repeat: 0.03, tryAgain: 0.05 }
  const accounts: Stage['accounts'] = [
    server.addPerson('ann'),
    server.addPerson('bo'),
    server.addPerson('cy'),
  ]
  server.addRoom('talk', 'direct', ['ann', 'bo'])
  return {
    clock,
    wire: server,
    accounts,
    hall: lobby,
    talk: 'talk',
    restart: (downMs, politely) => server.restart(downMs, politely),
    async calm() {
      server.faults = { loseSaid: 0, repeat: 0, tryAgain: 0 }
      server.isUp = true
    },
    end: async () => {},
    history: async (room) => server.room(room).messages,
  }
}
