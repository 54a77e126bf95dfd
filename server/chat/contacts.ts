import type { AnswerOf, Invitation } from '#protocol'
import type { Link } from '../store/store'
import { whoIsOnline } from './online'
import { stranger } from './people'
import type { Ports } from './ports'

/** A person's contacts, invitations and blocks. */
export async function contactsOf(person: string, ports: Ports): Promise<AnswerOf<'GET /api/contacts'>> {
  const { links } = ports.store
  const [pairs, received, sent, blocked] = await Promise.all([
    links.pairsOf(person),
    links.waitingFor(person),
    links.waitingFrom(person),
    links.blockedBy(person),
  ])
  const peers = pairs.map((pair) => pair.peer)
  const others = [...peers, ...received.map((link) => link.from), ...sent.map((link) => link.to), ...blocked]
  const [people, online] = await Promise.all([ports.people.many(others), onlineTo(person, peers, ports)])
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

/** Which of these people are connected, as far as they let the person see it. */
async function onlineTo(person: string, peers: string[], ports: Ports): Promise<Set<string>> {
  const online = [...(await whoIsOnline(peers, ports))]
  const hidden = await Promise.all(online.map((peer) => ports.store.links.isBlocked(peer, person)))
  return new Set(online.filter((_peer, at) => !hidden[at]))
}
