import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { Message } from '../../miniprogram/protocol/index'
import type { Device } from '../support/device'
import { run, type Step, schedule } from './steps'
import { everyone, hall, pair, talk, World } from './world'

/** How many random schedules; each is a few minutes of four phones' lives. */
const runs = Number(process.env.SCHEDULES ?? 1_500)

const counted = { schedules: 0, said: 0, shown: 0, lost: 0, doubled: 0, misplaced: 0 }

async function live(seed: number, steps: Step[]): Promise<void> {
  const world = new World(seed, { loseSaid: 0.02, repeat: 0.03, tryAgain: 0.05 })
  for (const device of world.devices) device.launch().enter(hall)
  await world.clock.advance(500)
  for (const step of steps) {
    await run(world, step)
    for (const device of world.devices) expectInOrder(device)
  }
  counted.schedules += 1
  await judge(world, hall, everyone)
  await judge(world, talk, pair)
  for (const { wechat } of world.devices) expect(wechat.openSockets).toBeLessThanOrEqual(2)
}

/** The room as the server has it, and as each person sees it. */
async function judge(world: World, room: string, members: readonly number[]): Promise<void> {
  await world.heal(room, members)
  const { messages } = world.server.room(room)
  for (const [key, texts] of world.said) if (key.endsWith(` ${room}`)) expectKept(world, room, texts, key)
  for (const at of members) expectSame(world.device(at), messages)
}

/** Each text once, and in the order in which it was said. */
function expectKept(world: World, room: string, texts: string[], key: string): void {
  const at = Number(key.split(' ')[0])
  // Who may not be in the room could not say anything there.
  if (room === talk && !pair.includes(at)) return
  const seqs = texts.map((text) => world.seqsOf(room, text))
  counted.said += texts.length
  counted.lost += seqs.filter((found) => found.length === 0).length
  counted.doubled += seqs.filter((found) => found.length > 1).length
  const order = seqs.map(([first]) => first ?? 0)
  counted.misplaced += order.filter((seq, index) => index > 0 && seq <= (order[index - 1] ?? 0)).length
  expect(seqs.map((found) => found.length)).toEqual(texts.map(() => 1))
  expect(order).toEqual([...order].sort((one, other) => one - other))
}

/** The list ends where the room ends, has no hole and nothing twice, and says what was said. */
function expectSame({ page, room }: Device, messages: Message[]): void {
  expect(page.lines).toEqual(room.lines())
  const first = page.lines[0]?.seq ?? messages.length + 1
  const expected = messages.filter(({ seq, kind }) => seq >= first && kind !== 'recall')
  expect(page.lines.map(({ seq, text, status }) => ({ seq, text, status }))).toEqual(
    expected.map(({ seq, body }) => ({ seq, text: body, status: 'sent' })),
  )
  counted.shown += page.lines.length
}

function expectInOrder({ page }: Device): void {
  const seqs = page.lines.map(({ seq }) => seq).filter((seq) => seq > 0)
  for (let at = 1; at < seqs.length; at += 1) expect(seqs[at]).toBeGreaterThan(seqs[at - 1] ?? 0)
  expect(new Set(page.lines.map(({ key }) => key)).size).toBe(page.lines.length)
}

describe('whatever happens to phones, networks and the server', () => {
  it('no message is lost, doubled or misplaced', async () => {
    await fc.assert(fc.asyncProperty(fc.nat(), schedule, live), { numRuns: runs, endOnFailure: false })
  }, 300_000)

  afterAll(() => {
    process.stdout.write(`session schedules: ${JSON.stringify(counted)}\n`)
  })
})
