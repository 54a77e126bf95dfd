import { beforeEach, describe, expect, it } from 'vitest'
import { onUnseenMessage } from '../../../../miniprogram/notifications/message-alerts'
import { openTwoDevices, type TwoDevices } from '../../../support/two-devices'

let devices: TwoDevices
let calls: number

beforeEach(async () => {
  devices = await openTwoDevices()
  calls = 0
  const { ann, clock } = devices
  onUnseenMessage(ann.app, clock, () => {
    calls += 1
  })
  await clock.advance(5_000)
})

describe('a message calls', () => {
  it('while its room is not open', async () => {
    const { ann, bo, clock } = devices
    ann.leave()
    bo.room.say('Are you there?')
    await clock.advance(3_000)
    expect(calls).toBe(1)
  })

  it('while its room is open and nobody looks at its end', async () => {
    const { bo, clock } = devices
    bo.room.say('Are you there?')
    await clock.advance(3_000)
    expect(calls).toBe(1)
  })

  it('not when it is seen at once', async () => {
    const { ann, bo, clock } = devices
    bo.room.say('Are you there?')
    await clock.until(() => ann.page.lines.length === 1, 3_000, 20)
    ann.room.markRead()
    await clock.advance(3_000)
    expect(calls).toBe(0)
  })

  it('once for many of a moment, and again later', async () => {
    const { ann, bo, clock } = devices
    ann.leave()
    for (const text of ['one', 'two', 'three']) bo.room.say(text)
    await clock.advance(3_000)
    expect(calls).toBe(1)
    bo.room.say('four')
    await clock.advance(3_000)
    expect(calls).toBe(2)
  })

  it('not when it is one’s own, nor when one is recalled', async () => {
    const { ann, bo, clock } = devices
    ann.room.say('mine')
    await clock.advance(3_000)
    expect(calls).toBe(0)
    bo.room.say('said')
    await clock.advance(3_000)
    expect(calls).toBe(1)
    await Promise.all([bo.room.recall(2), clock.advance(3_000)])
    expect(calls).toBe(1)
  })

  it('not for what was said while there was no network', async () => {
    const { ann, bo, clock } = devices
    ann.leave()
    ann.wechat.loseNetwork()
    await clock.advance(2_000)
    bo.room.say('Are you there?')
    await clock.advance(5_000)
    ann.wechat.findNetwork()
    await clock.until(() => ann.app.roomList.row('lobby')?.unread === 1, 60_000)
    await clock.advance(2_000)
    expect(calls).toBe(0)
  })
})
