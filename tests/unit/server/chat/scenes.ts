import { quiet, type TestHouse } from '../../../support/house'
import type { TestVisitor } from '../../../support/visitor'

type Visitors<Names extends readonly string[]> = { [At in keyof Names]: TestVisitor }

/** Connections of new people. */
export async function people<const Names extends readonly string[]>(
  home: TestHouse,
  port: 'group' | 'direct',
  ...names: Names
): Promise<Visitors<Names>> {
  const visitors: TestVisitor[] = []
  for (const name of names) visitors.push(await home.visitor(port, name))
  return visitors as unknown as Visitors<Names>
}

/** A group: the first of these has made it, all are members in this order, and nobody has entered. */
export async function group<const Names extends readonly string[]>(home: TestHouse, ...names: Names) {
  const visitors = (await people(home, 'group', ...names)) as readonly TestVisitor[]
  const [founder, ...others] = visitors
  if (!founder) throw new Error('A group needs somebody.')
  const { room } = await founder.ask('room', { type: 'create', id: 'tea', name: 'Tea house' })
  for (const visitor of others) {
    home.clock.pass(1)
    await visitor.ask('room', { type: 'join', code: room.code ?? '' })
  }
  await forget(...visitors)
  return { room: room.id, code: room.code ?? '', people: visitors as unknown as Visitors<Names> }
}

/** The same, and all are in the room. */
export async function fullGroup<const Names extends readonly string[]>(home: TestHouse, ...names: Names) {
  const scene = await group(home, ...names)
  const visitors = scene.people as readonly TestVisitor[]
  for (const visitor of visitors) await visitor.enter(scene.room)
  await forget(...visitors)
  return scene
}

/** Two people who are connected and in their room. */
export async function pair(home: TestHouse) {
  const [ann, bo] = await people(home, 'direct', 'ann', 'bo')
  const { link } = await ann.ask('asked', { type: 'link', id: 'l', to: bo.person.id })
  const { room } = await bo.ask('connected', { type: 'connect', link })
  for (const visitor of [ann, bo]) await visitor.enter(room)
  await forget(ann, bo)
  return { ann, bo, room, link }
}

/** Waits for what is on its way, and forgets what came so far. */
export async function forget(...visitors: readonly TestVisitor[]): Promise<void> {
  await quiet()
  for (const visitor of visitors) visitor.forget()
}

/** A message that another node has stored, the news of which have not come here yet. */
export async function storedElsewhere(home: TestHouse, room: string): Promise<void> {
  const draft = { id: 'elsewhere', from: 'someone', kind: 'text', body: 'elsewhere', time: 1 } as const
  await home.house.ports.store.messages.append(room, [draft])
}
