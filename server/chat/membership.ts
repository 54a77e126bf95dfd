import { limits, lobby, type Port } from '#protocol'
import type { Membership, Store } from '../store/store'
import { type Refusal, refuse } from './answer'
import type { Client } from './client'

/*
 * Whether somebody belongs to a room: nothing else asks the store for one person's membership. For a person
 * who is no member, a room does not exist.
 */

/** A person's membership of a room; nothing when they are not a member. */
export function membershipOf(room: string, person: string, store: Store): Promise<Membership | undefined> {
  return store.rooms.membership(room, person)
}

/** Whether the person is a member of the room. A room that does not exist has none. */
export async function isMember(room: string, person: string, store: Store): Promise<boolean> {
  return (await membershipOf(room, person, store)) !== undefined
}

/** Pairs that the store is asked about at a time. */
const atOnce = 1_000

/** Of these people and rooms those who are no members. The lobby is everybody's. */
export async function strangersAmong<Pair extends { room: string; person: string }>(
  pairs: Pair[],
  store: Store,
): Promise<Pair[]> {
  const rest = pairs.filter(({ room }) => room !== lobby)
  const strangers: Pair[] = []
  for (let at = 0; at < rest.length; at += atOnce) {
    const some = rest.slice(at, at + atOnce)
    const are = await store.rooms.areMembers(some)
    strangers.push(...some.filter((_pair, index) => !are[index]))
  }
  return strangers
}

/** Whether the person owns the room. */
export async function isOwner(room: string, person: string, store: Store): Promise<boolean> {
  return (await membershipOf(room, person, store))?.role === 'owner'
}

/** The membership of someone who may change this room, or why they may not. */
export async function asOwner(room: string, client: Client, store: Store): Promise<Membership | Refusal> {
  const membership = await asMember(room, client, store)
  if ('refused' in membership) return membership
  return membership.role === 'owner' ? membership : refuse('not-the-owner')
}

/** The membership in a room that people made. The lobby, and rooms of which one is no member, are refused. */
export async function asMember(room: string, client: Client, store: Store): Promise<Membership | Refusal> {
  if (room === lobby) return refuse('lobby-is-open')
  const membership = await membershipOf(room, client.person.id, store)
  if (!membership) return refuse('unknown-room')
  const kind = (await store.rooms.get(room))?.kind
  return kind === 'group' ? membership : refuse('wrong-port')
}

/** The ids of a person's rooms that belong on this port. */
export async function roomsOf(person: string, port: Port, store: Store): Promise<string[]> {
  const all = await store.rooms.of(person)
  return all.filter(({ kind }) => (kind === 'direct') === (port === 'direct')).map(({ room }) => room)
}

/** Whether the person is in as many groups as one may be in. The lobby does not count. */
export async function hasMostRooms(person: string, store: Store): Promise<boolean> {
  const all = await store.rooms.of(person)
  return all.filter(({ kind }) => kind === 'group').length >= limits.roomsPerPerson
}

/** The two of a 1v1 room; fewer when there is no such room. */
export async function pairOf(room: string, store: Store): Promise<string[]> {
  const members = await store.rooms.members(room, undefined, 2)
  return members.map(({ person }) => person)
}
