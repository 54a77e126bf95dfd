import type { FrameOf, Member } from '#protocol'
import { limits, lobby } from '#protocol'
import type { Membership } from '../../store/store'
import type { Answer } from '../answer'
import { refuse } from '../answer'
import { apartFrom } from '../blocks'
import type { Command } from '../context'
import { isMember, membershipOf } from '../membership'
import { searchFor } from '../name-search'
import { stranger } from '../people'
import type { Ports } from '../ports'

/** People whose names are looked at together. */
const atOnce = 500
/** And for one frame at most: more than a group has. */
const mostLookedAt = 10_000

/** Those of these people who are wanted. */
type Filter = (ids: string[]) => Promise<string[]>

/** A page of a room's members, or of those of them who are in the room now, or whose name is searched for. */
export const members: Command<'members'> = async (frame, client, { ports }): Promise<Answer> => {
  const me = client.person.id
  const { room, name } = frame
  if (!(await isMember(room, me, ports.store))) return refuse('unknown-room')
  const isDirect = (await ports.store.rooms.get(room))?.kind === 'direct'
  const apart = isDirect ? await apartFrom(me, ports.store) : new Set<string>()

  const limit = Math.min(frame.limit ?? limits.pageMembers, limits.pageMembers)
  const named = await namedLike(name, ports)
  // The lobby keeps everybody as a member who was there once.
  const isPresent = frame.online === true || (name !== undefined && room === lobby)
  const found = isPresent
    ? await present(frame, limit + 1, (ids) => named(ids.filter((id) => !apart.has(id))), ports)
    : await all(frame, limit + 1, named, ports)
  const page = found.slice(0, limit)
  return {
    type: 'members',
    room,
    members: await shown(page, room, apart, ports),
    more: found.length > limit,
  }
}

/** Those whose name is meant; without a name, all. */
async function namedLike(name: string | undefined, { people }: Ports): Promise<Filter> {
  if (name === undefined) return async (ids) => ids
  const isMeant = await searchFor(name)
  return async (ids) => {
    const known = await people.many(ids)
    return ids.filter((id) => isMeant(known.get(id)?.name ?? ''))
  }
}

/** So many of the members, or all. */
async function all(
  { room, after, name }: FrameOf<'members'>,
  most: number,
  wanted: Filter,
  { store }: Ports,
): Promise<Membership[]> {
  const size = name === undefined ? most : atOnce
  // By person: when the last of a page quits meanwhile, the next one begins anew.
  const found = new Map<string, Membership>()
  let last = after
  for (let looked = 0; looked < mostLookedAt; looked += size) {
    const page = await store.rooms.members(room, last, size)
    const ids = new Set(await wanted(page.map(({ person }) => person)))
    for (const one of page) if (ids.has(one.person)) found.set(one.person, one)
    if (found.size >= most || page.length < size) break
    last = page.at(-1)?.person
  }
  return [...found.values()]
}

/** So many of those who are there, or all: not everybody who is there is a member still, or shown to everybody. */
async function present(
  { room, after, name }: FrameOf<'members'>,
  most: number,
  wanted: Filter,
  { state, store }: Ports,
): Promise<Membership[]> {
  const size = name === undefined ? most : atOnce
  const found: Membership[] = []
  let last = after
  for (let looked = 0; looked < mostLookedAt; looked += size) {
    const ids = await state.presence.list(room, last, size)
    const memberships = await Promise.all((await wanted(ids)).map((id) => membershipOf(room, id, store)))
    found.push(...memberships.filter((membership) => membership !== undefined))
    if (found.length >= most || ids.length < size) break
    last = ids.at(-1)
  }
  return found
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
