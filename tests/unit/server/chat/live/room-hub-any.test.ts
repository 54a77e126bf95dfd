import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ServerFrameOf } from '#protocol'
import { isRefusal } from '../../../../../server/chat/answer'
import { enter } from '../../../../../server/chat/commands/enter'
import { leave } from '../../../../../server/chat/commands/leave'
import { say } from '../../../../../server/chat/commands/say'
import { openChat } from '../../../../../server/chat/open-chat'
import { quiet } from '../../../../support/quiet'
import { TestClient } from '../../../../support/test-client'
import { testWire } from '../../../../support/test-wire'
import { type Delivery, fakePorts } from './fake-ports'
import { seqs, upTo } from './lines'

const room = 'tea'
/** `hear`: somebody says something on another server. */
type Step = 'enter' | 'leave' | 'say' | 'hear'
const elsewhere = { id: 'x', name: 'X', avatar: '' }

const people = fc.array(
  fc.array(fc.constantFrom<Step>('enter', 'leave', 'say', 'hear'), { minLength: 4, maxLength: 16 }),
  { minLength: 2, maxLength: 5 },
)
/** Before which answers the event loop takes a turn: then batches are begun, and sockets written. */
const turns = fc.array(fc.boolean(), { minLength: 1, maxLength: 20 })
const deliveries = fc.oneof(
  fc.array(fc.constantFrom<Delivery>('once', 'twice'), { minLength: 1 }),
  fc.array(fc.constantFrom<Delivery>('once', 'twice', 'never'), { minLength: 1 }),
)

it('a client that comes and goes while others speak misses nothing and hears nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(people, deliveries, turns, fc.scheduler(), async (steps, plan, turn, scheduler) => {
      const bus = { deliver: plan }
      const ports = fakePorts(scheduler, bus)
      const chat = await openChat(ports, testWire, {
        appended: () => undefined,
        delivered: () => undefined,
      })
      const clients = steps.map((_, at) => {
        const person = { id: `p${at}`, name: `P${at}`, avatar: '' }
        return new TestClient(`v${at}`, 'group', person, chat)
      })

      // The answer is sent where the gateway would send it, so that it stands among the rest.
      const hear = (id: string) =>
        chat.appender.add(room, { id, from: 'x', kind: 'text', body: id, time: 1 }, elsewhere, 'x')
      const act = async (client: TestClient, step: Step, id: string) => {
        if (step === 'hear') return void (await hear(id))
        // The fields of all three, of which each command reads its own.
        const frame = { type: step, room, id, kind: 'text', body: id } as never
        const answer = await { enter, leave, say }[step](frame, client, chat)
        if (answer && !isRefusal(answer)) client.send(answer)
      }
      const acting = clients.map(async (client, at) => {
        const said: Promise<void>[] = []
        for (const [n, step] of (steps[at] ?? []).entries()) {
          const done = act(client, step, `${at}.${n}`)
          // As in the gateway, only a message lets the next frame begin before it is answered.
          if (step === 'enter' || step === 'leave') await done
          else said.push(done)
        }
        await Promise.all(said)
      })
      let answers = 0
      await scheduler.waitFor(Promise.all(acting), async (answer) => {
        answers += 1
        if (turn[answers % turn.length]) await quiet()
        await answer()
      })

      bus.deliver = ['once']
      // Where the bus may have lost the last message only the next one shows it.
      if (plan.includes('never')) await scheduler.waitFor(hear('next'))
      for (let again = 0; again < 4; again += 1) {
        await scheduler.waitAll()
        await quiet()
      }
      const top = await scheduler.waitFor(ports.store.messages.top(room))
      for (const client of clients) expectWhole(client, top)
      chat.close()
    }),
    { numRuns: 200 },
  )
})

/** What one connection got, entrance by entrance. */
function expectWhole(client: TestClient, top: number): void {
  const entrances: Array<{ entered: ServerFrameOf<'entered'>; said: number[]; over: boolean }> = []
  for (const frame of client.received) {
    const entrance = entrances.at(-1)
    if (frame.type === 'entered') entrances.push({ entered: frame, said: [], over: false })
    else if (frame.type === 'left' && entrance) entrance.over = true
    else if (frame.type === 'said') {
      expect(entrance?.over, 'nothing is said before an entrance or after a leave').toBe(false)
      entrance?.said.push(frame.seq)
    }
  }
  const own = new Set(client.all('accepted').map(({ seq }) => seq))
  for (const { entered, said, over } of entrances) {
    expect(seqs(entered.messages)).toEqual(upTo(entered.top))
    const end = over || entrances.at(-1)?.entered !== entered ? (said.at(-1) ?? entered.top) : top
    const expected = upTo(end).slice(entered.top)
    expect(said, 'in order, and each once').toEqual([...new Set(said)].sort((one, other) => one - other))
    expect(
      expected.filter((seq) => !own.has(seq) && !said.includes(seq)),
      'missed',
    ).toEqual([])
    expect(
      said.filter((seq) => !expected.includes(seq)),
      'before its time',
    ).toEqual([])
  }
}
