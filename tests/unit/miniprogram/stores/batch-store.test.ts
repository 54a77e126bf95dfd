import { beforeEach, describe, expect, it } from 'vitest'
import { isFailed, type PendingBatch } from '../../../../miniprogram/session/batches'
import { openTwoDevices, type TwoDevices } from '../../../support/two-devices'

let devices: TwoDevices
let sent: PendingBatch[]

beforeEach(async () => {
  devices = await openTwoDevices()
  devices.server.addRoom('tea', 'group', ['ann', 'bo'])
  devices.ann.room.say('tea at four')
  await devices.clock.advance(2_000)
  follow()
})

function follow() {
  sent = []
  devices.ann.app.batches.onSent((batch) => sent.push(batch))
}

const tea = { room: 'tea', name: 'Tea' }
const gone = { room: 'gone', name: 'Gone' }
const of = [{ room: 'lobby', seq: 1 }]
const inTea = () => devices.server.room('tea').messages.map(({ body }) => body)
const failed = () => devices.ann.app.batches.get().filter(isFailed)

describe('what goes to several at once', () => {
  it('is told when it was said, and is there for everybody, also in the room that is open', async () => {
    const { ann, bo, clock } = devices
    ann.enter('tea')
    bo.enter('tea')
    await clock.advance(1_000)
    ann.app.batches.forward(of, [tea, { person: 'ann', name: 'Favourites' }], { comment: 'look' })
    await clock.until(() => sent.length === 2, 5_000)
    await clock.advance(1_000)
    expect(sent.map(({ to }) => to.length)).toEqual([2, 2])
    for (const { page } of [ann, bo]) expect(page.texts).toEqual(['tea at four', 'look'])
    expect(ann.page.lines[0]).toMatchObject({ forwarded: true, status: 'sent', mine: true })
    expect(ann.app.batches.get()).toEqual([])
  })

  it('waits without a network, also over the end of the program, and is said once', async () => {
    const { ann, clock, server } = devices
    ann.wechat.loseNetwork()
    ann.app.batches.send('text', 'cake?', [tea])
    await clock.advance(5_000)
    ann.kill()
    ann.wechat.findNetwork()
    server.faults = { loseSaid: 0, repeat: 0, tryAgain: 0.5 }
    await ann.launch()
    follow()
    await clock.until(() => sent.length === 1, 60_000)
    expect(inTea()).toEqual(['cake?'])
  })

  it('is said where it can be, and what failed elsewhere can be tried again there alone', async () => {
    const { ann, clock, server } = devices
    ann.app.batches.send('text', 'cake?', [gone, tea])
    await clock.until(() => failed().length === 1, 5_000)
    expect(sent).toMatchObject([{ to: [tea] }])
    expect(failed()).toMatchObject([{ to: [{ ...gone, problem: 'unknown-room' }] }])
    server.addRoom('gone', 'group', ['ann'])
    const [one] = failed()
    if (one) ann.app.batches.retry(one)
    await clock.until(() => sent.length === 2, 5_000)
    expect(server.room('gone').messages).toMatchObject([{ body: 'cake?' }])
    expect(inTea()).toEqual(['cake?'])
  })

  it('is gone from the phone with the person who signs out', async () => {
    const { ann, clock } = devices
    ann.wechat.loseNetwork()
    ann.app.batches.send('text', 'cake?', [tea])
    const leaving = ann.app.me.signOut()
    await clock.advance(1_000)
    await leaving
    expect(ann.app.batches.get()).toEqual([])
    expect(ann.wechat.storage.keys().filter((key) => key.startsWith('outbox'))).toEqual([])
  })

  it('for which the phone has no room left is told to be in memory alone', async () => {
    const { ann, clock } = devices
    ann.wechat.loseNetwork()
    ann.wechat.storage.occupied = 10 * 1024 * 1024
    ann.app.batches.send('text', 'cake?', [tea])
    expect(ann.app.connection.get().storageFull).toBe(true)
    ann.wechat.findNetwork()
    await clock.until(() => sent.length === 1, 10_000)
    expect(ann.app.connection.get().storageFull).toBe(false)
  })
})
