import type { Person, ServerFrame } from '#protocol'
import type { Client, Sendable } from './client'
import type { Connected, Guest, TestServer } from './suite'

/** A new group: the first of these people has made it, all have joined and entered it. */
export async function group<const Names extends readonly string[]>(server: TestServer, ...names: Names) {
  const people = await Promise.all(names.map((name) => server.connect('group', name)))
  const [founder, ...others] = people
  if (!founder) throw new Error('A group needs somebody.')
  const { room, code } = await found(founder.client)
  for (const { client } of others) await client.ask('room', { type: 'join', code })
  for (const { client } of people) await enter(client, room)
  return [{ room, code }, ...(people as unknown as { [At in keyof Names]: Connected })] as const
}

/** Makes a group without entering it. */
export async function found(client: Client, name = 'Tea house'): Promise<{ room: string; code: string }> {
  const { room } = await client.ask('room', { type: 'create', name })
  return { room: room.id, code: room.code ?? '' }
}

/** Two people on the direct port who do not know each other yet. */
export async function strangers(server: TestServer): Promise<[Connected, Connected]> {
  return [await server.connect('direct', 'ann'), await server.connect('direct', 'bo')]
}

/** Two people who are connected and have entered their room. */
export async function pair(server: TestServer): Promise<[{ room: string }, Connected, Connected]> {
  const [ann, bo] = await strangers(server)
  const { link } = await ann.client.ask('asked', { type: 'link', to: bo.person.id })
  await bo.client.next('linked')
  const { room } = await bo.client.ask('connected', { type: 'connect', link })
  await ann.client.next('connected')
  for (const { client } of [ann, bo]) await enter(client, room)
  return [{ room }, ann, bo]
}

export function enter(client: Client, room: string, since?: number) {
  return client.ask('entered', { type: 'enter', room, ...(since === undefined ? {} : { since }) })
}

export function say(client: Client, room: string, body: string, more: object = {}) {
  return client.ask('accepted', { type: 'say', room, kind: 'text', body, ...more })
}

/** Says many short things without waiting in between: the answers, in the order of saying. */
export function sayMany(client: Client, room: string, prefix: string, many: number) {
  return Promise.all(upTo(many).map((at) => say(client, room, `${prefix} ${at}`, { id: `${prefix}${at}` })))
}

/** A second device of somebody, in the room. */
export async function secondDevice(
  someone: Guest,
  room: string,
  port: 'group' | 'direct' = 'group',
): Promise<Client> {
  const client = await someone.open(port)
  await enter(client, room)
  return client
}

/** The `seq` of what a client heard and was told of in a room, in the order in which it came. */
export function seqsIn(frames: ServerFrame[], room: string): number[] {
  return frames.flatMap((frame) =>
    (frame.type === 'said' || frame.type === 'accepted') && frame.room === room ? [frame.seq] : [],
  )
}

/** Waits until a client has got every message of a room up to this `seq`, by whatever frame. */
export async function gotAll(client: Client, room: string, last: number): Promise<void> {
  while (new Set(seqsIn(client.received, room)).size < last) await client.next('said')
}

/**
 * Sends so many frames at once, and again, once they are answered, until one is refused: a slow machine may take its time
 * over the first ones, in which the rate lets more through.
 */
export async function sendUntilRefused(client: Client, atOnce: number, frame: (at: number) => Sendable) {
  let isRefused = false
  const refused = client.next('refused').finally(() => {
    isRefused = true
  })
  for (let from = 0; !isRefused; from += atOnce) {
    const last = from + atOnce - 1
    for (let at = from; at < last; at += 1) client.send(frame(at))
    await Promise.race([client.askAnything(frame(last)), refused])
  }
  return refused
}

/** Begins to count; then the whole seconds that have gone by, by which a rate is measured on a slow machine, too. */
export function stopwatch(): () => number {
  const begun = performance.now()
  return () => Math.floor((performance.now() - begun) / 1_000)
}

/** 1, 2, … up to and including a number. */
export function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, at) => at + 1)
}

export function personOf({ person }: { person: Person }): Person {
  return { id: person.id, name: person.name, avatar: person.avatar }
}
