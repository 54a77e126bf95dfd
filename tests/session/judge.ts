import { expect } from 'vitest'
import { hasLine, type Message, type PinChange, type ReactionChange } from '../../miniprogram/protocol/index'
import type { Device } from '../support/device'
import { run, type Step } from './steps'
import type { World } from './world'

/** What was found in all schedules together. */
export class Tally {
  schedules = 0
  said = 0
  shown = 0
  lost = 0
  doubled = 0
  misplaced = 0
  forwarded = 0
  reactions = 0
  pins = 0
  /** Sockets that a phone refused, for it had no more. */
  refusedSockets = 0
}

/** Lives through a schedule, then compares what everyone sees with what the server has. */
export async function liveThrough(world: World, steps: Step[], tally: Tally): Promise<void> {
  const { hall, talk, clock } = world.stage
  for (const device of world.devices) (await device.launch()).enter(hall)
  await clock.advance(500)
  for (const step of steps) {
    await run(world, step)
    for (const device of world.devices) expectInOrder(device)
  }
  tally.schedules += 1
  for (const room of [hall, talk]) await judge(world, room, tally)
  tally.reactions += world.reactions
  tally.pins += world.pins
  for (const { wechat } of world.devices) {
    expect(wechat.openSockets).toBeLessThanOrEqual(2)
    tally.refusedSockets += wechat.refusedSockets
  }
}

async function judge(world: World, room: string, tally: Tally): Promise<void> {
  await world.heal(room)
  const messages = await world.stage.history(room)
  const members = world.membersOf(room)
  expectForwarded(world, room, messages, tally)
  for (const device of members) {
    expectKept(world, device, room, messages, tally)
    expectSame(device, messages)
    expectMarks(device, messages)
    tally.shown += device.page.lines.length
  }
}

/** Each message once, and in the order in which it was said. */
function expectKept(world: World, device: Device, room: string, messages: Message[], tally: Tally): void {
  const own = world.spoken.filter((one) => one.room === room && world.device(one.device) === device)
  const places = own.map(({ id }) =>
    messages.filter((one) => one.id === id && one.from.id === device.person.id),
  )
  const order = places.map(([first]) => first?.seq ?? 0)
  tally.said += own.length
  tally.lost += places.filter((found) => found.length === 0).length
  tally.doubled += places.filter((found) => found.length > 1).length
  tally.misplaced += order.filter((seq, at) => at > 0 && seq <= (order[at - 1] ?? 0)).length
  expect(places.map((found) => found.length)).toEqual(own.map(() => 1))
  expect(order).toEqual([...order].sort((one, other) => one - other))
}

/** What was forwarded is there once, or its device says that it was refused there. */
function expectForwarded(world: World, room: string, messages: Message[], tally: Tally): void {
  const there = messages.filter(({ forwarded }) => forwarded)
  const ids = there.map(({ id, from }) => `${from.id} ${id}`)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { device, id } of world.forwarded) {
    const left = device.app.batches.get().find((batch) => batch.id === id || batch.id === `${id}.f`)
    const isRefused = left?.to.some((target) => target.room === room && target.problem !== undefined)
    if (!world.membersOf(room).includes(device)) expect(isRefused).toBe(true)
    const found = messages.filter((one) => one.id === `1/${id}` && one.from.id === device.person.id)
    expect(found).toHaveLength(isRefused ? 0 : 1)
    tally.forwarded += found.length
  }
}

/** The list ends where the room ends, has no hole and nothing twice, and says what was said. */
function expectSame({ page, room }: Device, messages: Message[]): void {
  expect(page.lines).toEqual(room.lines())
  const first = page.lines[0]?.seq ?? messages.length + 1
  const expected = messages.filter((message) => message.seq >= first && hasLine(message))
  expect(page.lines.map(({ seq, text, status }) => ({ seq, text, status }))).toEqual(
    expected.map(({ seq, body }) => ({ seq, text: body, status: 'sent' })),
  )
}

function expectInOrder({ page }: Device): void {
  const seqs = page.lines.map(({ seq }) => seq).filter((seq) => seq > 0)
  for (let at = 1; at < seqs.length; at += 1) expect(seqs[at]).toBeGreaterThan(seqs[at - 1] ?? 0)
  expect(new Set(page.lines.map(({ key }) => key)).size).toBe(page.lines.length)
}

/** What was put on the messages, and pinned, is what the last message of the room that tells of it says. */
function expectMarks({ page }: Device, messages: Message[]): void {
  for (const { seq, kind, reactions = [] } of page.lines) {
    const counts = kind === 'recalled' ? [] : reactionsTo(seq, messages)
    expect(reactions.map(({ emoji, count }) => ({ emoji, count }))).toEqual(counts)
  }
  const versions = bodiesOf<PinChange>('pin', messages).map(({ pinned }) => pinned)
  expect(page.state?.pinned.map(({ seq }) => seq)).toEqual(latest(versions)?.seqs ?? [])
}

function reactionsTo(seq: number, messages: Message[]): ReactionChange['counts'] {
  const changes = bodiesOf<ReactionChange>('react', messages).filter((change) => change.seq === seq)
  return latest(changes)?.counts ?? []
}

function bodiesOf<Change>(kind: 'react' | 'pin', messages: Message[]): Change[] {
  return messages.filter((message) => message.kind === kind).map(({ body }) => body as Change)
}

function latest<Versioned extends { version: number }>(all: Versioned[]): Versioned | undefined {
  return [...all].sort((one, other) => other.version - one.version)[0]
}
