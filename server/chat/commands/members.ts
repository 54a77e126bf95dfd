import type { FrameOf, Member } from '#protocol'
import { limits } from '#protocol'
import type { Membership } from '../../store/store'
import type { Answer } from '../answer'
import { refuse } from '../answer'
import { apartFrom } from '../blocks'
import type { Command } from '../context'
import { isMember, membershipOf } from '../membership'
import { stranger } from '../people'
import type { Ports } from '../ports'

/** A page of a room's members, or of those of them who are in the room now. */
export const members: Command<'members'> = async (frame, client, { ports }): Promise<Answer> => {
  const me = client.person.id
  if (!(await isMember(frame.room, me, ports.store))) return refuse('unknown-room')
  const isDirect = (await ports.store.rooms.get(frame.room))?.kind === 'direct'
  const apart = isDirect ? await apartFrom(me, ports.store) : new Set<string>()

  const limit = Math.min(frame.limit ?? limits.pageMembers, limits.pageMembers)
  const found = frame.online
    ? await present(frame, limit + 1, apart, ports)
    : await ports.store.rooms.members(frame.room, frame.after, limit + 1)
  const page = found.slice(0, limit)
  return {
    type: 'members',
    room: frame.room,
    members: await shown(page, frame.room, apart, ports),
    more: found.length > limit,
  }
}

/** So many of those who are there, or all: not everybody who is there is a member still, or shown to everybody. */
async function present(
  { room, after }: FrameOf<'members'>,
  most: number,
  apart: Set<string>,
  { state, store }: Ports,
): Promise<Membership[]> {
  const found: Membership[] = []
  for (let last = after; ; ) {
    const ids = await state.presence.list(room, last, most)
    const shownIds = ids.filter((id) => !apart.has(id))
    const memberships = await Promise.all(shownIds.map((id) => membershipOf(room, id, store)))
    found.push(...memberships.filter((membership) => membership !== undefined))
    if (found.length >= most || ids.length < most) return found
    last = ids.at(-1)
  }
}

async function shown(page: Membership[], room: string, apart: Set<string>, ports: Ports): Promise<Member[]> {
  const ids = page.map((membership) => membership.person)
  const [people, online] = await Promise.all([ports.people.many(ids), ports.state.presence.whoOf(room, ids)])
  return page.map(({ person, role }) => ({
    person: people.get(person) ?? stranger(person),
    role,
    online: online.has(person) && !apart.has(person),
  }))
}
