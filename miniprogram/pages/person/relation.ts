import { app } from '../../app/index'

/** How this person and I are related. */
export type Relation =
  | { is: 'me' }
  | { is: 'blocked' }
  | { is: 'connected'; room: string; online: boolean }
  /** They wait for my answer. */
  | { is: 'received'; link: string; note: string }
  /** I wait for theirs. */
  | { is: 'sent'; link: string }
  | { is: 'stranger' }

export function relationWith(person: string): Relation {
  if (app.me.get()?.id === person) return { is: 'me' }
  if (app.contacts.blocked.get().some(({ id }) => id === person)) return { is: 'blocked' }
  const contact = app.contacts.of(person)
  if (contact) return { is: 'connected', room: contact.room, online: contact.online }
  const { received, sent } = app.invitations.get()
  const theirs = received.find((invitation) => invitation.person.id === person)
  if (theirs) return { is: 'received', link: theirs.link, note: theirs.note }
  const mine = sent.find((invitation) => invitation.person.id === person)
  return mine ? { is: 'sent', link: mine.link } : { is: 'stranger' }
}
