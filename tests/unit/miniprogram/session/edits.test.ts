import { describe, expect, it } from 'vitest'
import type { ServerFrameOf } from '../../../../miniprogram/protocol/index'
import { Outbox } from '../../../../miniprogram/session/outbox'
import { OutboxSender } from '../../../../miniprogram/session/outbox-sender'
import { RoomSubscription } from '../../../../miniprogram/session/room-subscription'
import { SimulatedStorage } from '../../../support/simulated-storage'
import { openTwoDevices } from '../../../support/two-devices'
import { VirtualClock } from '../../../support/virtual-clock'

const nothing = () => {}
const storage = new SimulatedStorage()
const phone = { clock: new VirtualClock(), chance: { random: () => 0.5, newId: () => 'n' } }

/** The outbox of a program that was just started, in a room that is entered. */
function launched() {
  const outbox = new Outbox(storage, 'ann')
  const sent: object[] = []
  const sender = new OutboxSender(outbox, phone, (_, frame) => sent.push(frame))
  const listener = { restarted: nothing, added: nothing, entered: nothing, ended: nothing }
  const deps = { phone, send: () => true, ask: () => Promise.resolve(undefined) }
  const subscription = new RoomSubscription('r', 'group', deps, listener)
  subscription.isIn = true
  return { outbox, sender, sent, subscription }
}

const edit = { room: 'r', port: 'group' as const, id: 'e', body: 'mended', edits: 7, time: 1 }

describe('an edit', () => {
  it('goes out again under the same id after the program was ended, and is history when it is accepted', () => {
    const frame = { type: 'edit', id: 'e', room: 'r', seq: 7, body: 'mended' }
    const before = launched()
    before.outbox.add(edit)
    before.sender.next(before.subscription)
    const after = launched()
    after.sender.next(after.subscription)
    expect([before.sent, after.sent]).toEqual([[frame], [frame]])

    const accepted: ServerFrameOf<'accepted'> = { type: 'accepted', id: 'e', room: 'r', seq: 9, time: 5 }
    const body = { seq: 7, text: 'mended' }
    expect(after.sender.accepted(accepted)).toEqual({ seq: 9, id: 'e', kind: 'edit', body, time: 5 })
    after.sender.arrived('r', 'e', 9)
    expect(launched().outbox.list()).toEqual([])
  })

  it('that is refused for good is kept with the reason, until a person takes it back', () => {
    const { outbox, sender, subscription } = launched()
    outbox.add(edit)
    sender.next(subscription)
    sender.refused(subscription, { type: 'refused', id: 'e', code: 'too-late', message: '' })
    const [kept] = launched().outbox.list()
    expect(kept).toMatchObject({ edits: 7, body: 'mended', problem: 'too-late' })
    if (kept) outbox.discard(kept)
    expect(launched().outbox.list()).toEqual([])
  })
})

describe('a room without a network', () => {
  it('shows an edit as being sent, also after the program was ended, and refuses blanks at once', async () => {
    const { ann, clock } = await openTwoDevices()
    ann.room.say('tee')
    await clock.until(() => ann.page.lines[0]?.status === 'sent', 5_000)
    await clock.advance(5_000)
    ann.wechat.loseNetwork()
    expect(ann.room.edit(1, ' ')).toBe('empty-text')
    expect(ann.room.edit(1, 'tea')).toBeUndefined()
    const shown = [{ seq: 1, text: 'tea', edited: true, status: 'sending' }]
    expect(ann.page.lines).toMatchObject(shown)
    ann.kill()
    ;(await ann.launch()).enter('lobby')
    await clock.advance(1_000)
    expect(ann.page.lines).toMatchObject(shown)
  })

  it('shows a reaction at once, and takes it back when the server does not answer', async () => {
    const { ann, bo, clock } = await openTwoDevices()
    bo.room.say('tea?')
    await clock.until(() => ann.page.lines.length === 1, 5_000)
    ann.wechat.loseNetwork()
    const reacting = ann.room.react(1, '👍', true).catch(({ code }) => code)
    expect(ann.page.lines).toMatchObject([{ reactions: [{ emoji: '👍', count: 1, mine: true }] }])
    await clock.advance(20_000)
    expect(await reacting).toBe('no-answer')
    expect(ann.page.lines[0]).not.toHaveProperty('reactions')
  })
})

describe('an emoji that is put on and taken off again', () => {
  it('is off in the end, also when putting it on had to be tried again', async () => {
    const { ann, bo, server, clock } = await openTwoDevices()
    bo.room.say('tea?')
    await clock.until(() => ann.page.lines.length === 1, 5_000)
    server.faults.tryAgain = 1
    const taps = [ann.room.react(1, '👍', true)]
    await clock.advance(300)
    server.faults.tryAgain = 0
    taps.push(ann.room.react(1, '👍', false))
    await clock.advance(5_000)
    await Promise.all(taps)
    for (const { page } of [ann, bo]) expect(page.lines[0]).not.toHaveProperty('reactions')
  })
})
