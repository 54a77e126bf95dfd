import { quiet, type TestChat } from '../../../support/chat'
import type { TestClient } from '../../../support/test-client'

/** One client a name. No list that is built in a loop has a tuple's type: hence the casts below. */
type Clients<Names extends readonly string[]> = { [At in keyof Names]: TestClient }

/** Connections of new people. */
export async function people<const Names extends readonly string[]>(
  chat: TestChat,
  port: 'group' | 'direct',
  ...names: Names
): Promise<Clients<Names>> {
  const clients: TestClient[] = []
  for (const name of names) clients.push(await chat.client(port, name))
  return clients as unknown as Clients<Names>
}

/** A group: the first of these has made it, all are members in this order, and nobody has entered. */
export async function group<const Names extends readonly string[]>(chat: TestChat, ...names: Names) {
  const clients = (await people(chat, 'group', ...names)) as readonly TestClient[]
  const [founder, ...others] = clients
  if (!founder) throw new Error('A group needs somebody.')
  const { room } = await founder.ask('room', { type: 'create', id: 'tea', name: 'Tea house' })
  for (const client of others) {
    chat.clock.pass(1)
    await client.ask('room', { type: 'join', code: room.code ?? '' })
  }
  await forget(...clients)
  return { room: room.id, code: room.code ?? '', people: clients as unknown as Clients<Names> }
}

/** The same, and all are in the room. */
export async function fullGroup<const Names extends readonly string[]>(chat: TestChat, ...names: Names) {
  const scene = await group(chat, ...names)
  const clients = scene.people as readonly TestClient[]
  for (const client of clients) await client.enter(scene.room)
  await forget(...clients)
  return scene
}

/** Two people who are connected and in their room. */
export async function pair(chat: TestChat) {
  const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
  const { link } = await ann.ask('asked', { type: 'link', id: 'l', to: bo.person.id })
  const { room } = await bo.ask('connected', { type: 'connect', link })
  for (const client of [ann, bo]) await client.enter(room)
  await forget(ann, bo)
  return { ann, bo, room, link }
}

/** Waits for what is on its way, and forgets what came so far. */
export async function forget(...clients: readonly TestClient[]): Promise<void> {
  await quiet()
  for (const client of clients) client.forget()
}

/** A message that another node has stored, the news of which have not come here yet. */
export async function storedElsewhere(chat: TestChat, room: string): Promise<void> {
  const draft = { id: 'elsewhere', from: 'someone', kind: 'text', body: 'elsewhere', time: 1 } as const
  await chat.context.ports.store.messages.append(room, [draft])
}
