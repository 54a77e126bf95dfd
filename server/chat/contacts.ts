import type { AnswerOf, Invitation } from '#protocol'
import type { Link } from '../store/links'
import { apartFrom } from './blocks'
import { invitationsFor } from './invitations'
import { whoIsOnline } from './online'
import { stranger } from './people'
import type { Ports } from './ports'

/** A person's contacts, invitations and blocks. */
export async function contactsOf(person: string, ports: Ports): Promise<AnswerOf<'GET /api/contacts'>> {
  const { links } = ports.store
  const [all, rooms, received, sent, blocked, apart] = await Promise.all([
    links.pairsOf(person),
    ports.store.rooms.of(person),
    invitationsFor(person, ports.store),
    links.waitingFrom(person),
    links.blockedBy(person),
    apartFrom(person, ports.store),
  ])
  // Where the making of the room was cut short they can ask again, which finishes it.
  const made = new Set(rooms.map(({ room }) => room))
  const pairs = all.filter(({ room }) => made.has(room))
  const peers = pairs.map((pair) => pair.peer)
  const others = [...peers, ...received.map((link) => link.from), ...sent.map((link) => link.to), ...blocked]
  const [people, online] = await Promise.all([
    ports.people.many(others),
    whoIsOnline(
      peers.filter((peer) => !apart.has(peer)),
      ports,
    ),
  ])
  const show = (id: string) => people.get(id) ?? stranger(id)
  const invitation = (link: Link, other: string): Invitation => ({
    link: link.id,
    person: show(other),
    note: link.note,
    time: link.time,
  })

  return {
    contacts: pairs.map(({ peer, room, since }) => ({
      person: show(peer),
      room,
      since,
      online: online.has(peer),
    })),
    invitations: {
      received: received.map((link) => invitation(link, link.from)),
      sent: sent.map((link) => invitation(link, link.to)),
    },
    blocked: blocked.map(show),
  }
}
