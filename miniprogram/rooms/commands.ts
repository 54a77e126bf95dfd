import type { Person, Port, RoomCard, ServerFrame } from '../protocol/index'
import { Refused } from '../session/refused'
import type { Question } from '../session/requests'
import type { Session } from '../session/session'
import type { KnownContacts } from './room-deps'

/** The session of the person who is signed in. Rejects with `Refused('signed-out')` when there is none. */
export type CurrentSession = () => Promise<Session>

/** What can be done to rooms. Each rejects with `Refused`; a repeat after a lost connection is harmless. */
export interface RoomCommands {
  create(name: string): Promise<RoomCard>
  /** Joins by the code that a member shows, in upper or lower case. */
  join(code: string): Promise<RoomCard>
  quit(room: string): Promise<void>
  rename(room: string, name: string): Promise<RoomCard>
  /** Gives the room a new code: the old one, its QR codes and cards no longer open it. */
  recode(room: string): Promise<RoomCard>
  /** Makes a member the owner; I become a member. */
  appoint(room: string, person: string): Promise<void>
  /** Puts a member out. They cannot join again until they are allowed to. */
  remove(room: string, person: string): Promise<void>
  /** Those who were removed: one page, after the last person of the page before. */
  barred(room: string, after?: string): Promise<{ people: Person[]; more: boolean }>
  /** Lets somebody who was removed join again. */
  allow(room: string, person: string): Promise<void>
  /** Ends the room for everyone, its messages included. */
  dissolve(room: string): Promise<void>
}

/** The commands of the group port. */
export function openRoomCommands(session: CurrentSession): RoomCommands {
  const ask = askOn('group', session)
  return {
    create: async (name) => cardOf(await ask({ type: 'create', name })),
    join: async (code) => cardOf(await ask({ type: 'join', code: code.trim().toUpperCase() })),
    rename: async (room, name) => cardOf(await ask({ type: 'rename', room, name })),
    recode: async (room) => cardOf(await ask({ type: 'recode', room })),
    quit: async (room) => void (await ask({ type: 'quit', room }, ['unknown-room'])),
    dissolve: async (room) => void (await ask({ type: 'dissolve', room }, ['unknown-room'])),
    appoint: async (room, person) => void (await ask({ type: 'appoint', room, person }, ['not-the-owner'])),
    remove: async (room, person) => void (await ask({ type: 'remove', room, person }, ['not-a-member'])),
    async barred(room, after) {
      const answer = await ask({ type: 'barred', room, ...(after !== undefined && { after }) })
      return answer?.type === 'barred' ? answer : { people: [], more: false }
    },
    allow: async (room, person) => void (await ask({ type: 'allow', room, person })),
  }
}

/** What came of asking: the invitation waits, or we are connected already and talk in `room`. */
export type Asked = { waiting: string } | { room: string }

/** Invitations to 1v1 talks. Each rejects with `Refused`; a repeat after a lost connection is harmless. */
export interface LinkCommands {
  /** Invites a person, with a note of at most 100 characters. */
  ask(person: string, note?: string): Promise<Asked>
  /** Accepts an invitation; comes back with the 1v1 room. */
  connect(link: string): Promise<{ room: string }>
  decline(link: string): Promise<void>
  /** Withdraws an invitation of mine. */
  unlink(link: string): Promise<void>
  block(person: string): Promise<void>
  unblock(person: string): Promise<void>
}

/** Invitations that wait for my answer. */
interface WaitingInvitations {
  get(): { received: readonly { link: string; person: { id: string } }[] }
}

/** The commands of the direct port. */
export function openLinkCommands(
  session: CurrentSession,
  contacts: KnownContacts,
  invitations: WaitingInvitations,
): LinkCommands {
  const ask = askOn('direct', session)
  return {
    ask: async (to, note = '') => askedOf(await ask({ type: 'link', to, ...(note !== '' && { note }) })),
    async connect(link) {
      const person = invitations.get().received.find((one) => one.link === link)?.person.id
      const answer = await ask({ type: 'connect', link }, ['unknown-invitation'])
      if (answer?.type === 'connected') return { room: answer.room }
      // An earlier try got through and only its answer was lost: the contact is there.
      await contacts.refresh()
      const contact = person === undefined ? undefined : contacts.of(person)
      if (!contact) throw new Refused('unknown-invitation')
      return { room: contact.room }
    },
    decline: async (link) => void (await ask({ type: 'decline', link }, ['unknown-invitation'])),
    unlink: async (link) => void (await ask({ type: 'unlink', link }, ['unknown-invitation'])),
    block: async (person) => void (await ask({ type: 'block', person })),
    unblock: async (person) => void (await ask({ type: 'unblock', person })),
  }
}

function askOn(port: Port, session: CurrentSession) {
  return async (question: Question, doneIf: readonly string[] = []) =>
    (await session()).ask(port, question, { outlives: true, doneIf })
}

function cardOf(answer: ServerFrame | undefined): RoomCard {
  if (answer?.type === 'room') return answer.room
  throw new Refused('no-answer')
}

function askedOf(answer: ServerFrame | undefined): Asked {
  if (answer?.type === 'connected') return { room: answer.room }
  if (answer?.type === 'asked') return { waiting: answer.link }
  throw new Refused('no-answer')
}
