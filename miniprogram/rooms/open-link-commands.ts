import type { ServerFrame } from '../protocol/index'
import { Refused } from '../session/refused'
import type { Question } from '../session/requests'
import type { Contacts } from '../stores/contact-store'
import type { Invitations } from '../stores/invitation-store'
import type { Asked, LinkCommands } from './link-commands'
import type { CurrentSession } from './open-room-commands'

/** The commands of the direct port. */
export function openLinkCommands(
  session: CurrentSession,
  contacts: Contacts,
  invitations: Invitations,
): LinkCommands {
  const ask = async (question: Question, doneIf: readonly string[] = []) =>
    (await session()).ask('direct', question, { outlives: true, doneIf })

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

function askedOf(answer: ServerFrame | undefined): Asked {
  if (answer?.type === 'connected') return { room: answer.room }
  if (answer?.type === 'asked') return { waiting: answer.link }
  throw new Refused('no-answer')
}
