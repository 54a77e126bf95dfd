import { beforeEach, describe, expect, it } from 'vitest'
import { openTwoDevices, type TwoDevices } from '../../../support/two-devices'

let devices: TwoDevices

beforeEach(async () => {
  devices = await openTwoDevices()
})

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `${from + at}`)

/** Says a number of things in the lobby at once, as somebody who has no phone. */
function sayMany(count: number): void {
  const { messages } = devices.server.room('lobby')
  const from = { id: 'cy', name: 'cy', avatar: '' }
  for (let said = 0; said < count; said += 1) {
    const seq = messages.length + 1
    messages.push({ seq, id: `c${seq}`, from, kind: 'text', body: `${seq}`, time: seq })
  }
}

describe('a hole', () => {
  it('in the middle is filled from the history before what follows is shown', async () => {
    const { ann, bo, clock, server } = devices
    server.faults.loseSaid = 1
    bo.room.say('lost')
    await clock.advance(1_000)
    server.faults.loseSaid = 0
    bo.room.say('heard')
    await clock.until(() => ann.page.lines.length === 2, 3_000)
    expect(ann.page.texts).toEqual(['lost', 'heard'])
  })

  it('at the end is noticed by the next heartbeat', async () => {
    const { ann, bo, clock, server } = devices
    server.faults.loseSaid = 1
    bo.room.say('lost')
    await clock.until(() => ann.page.texts.includes('lost'), 30_000)
    expect(ann.page.state?.live).toBe(true)
  })

  it('is told to the page while it is there', async () => {
    const { ann, bo, clock, server } = devices
    server.faults.loseSaid = 1
    bo.room.say('lost')
    await clock.advance(1_000)
    server.faults.loseSaid = 0
    bo.room.say('heard')
    await clock.until(() => ann.page.state?.live === false, 400, 10)
    await clock.until(() => ann.page.state?.live === true, 3_000)
  })
})

describe('coming back', () => {
  it('to some hundred messages fills them all in, without putting the list up anew', async () => {
    const { ann, clock } = devices
    ann.wechat.loseNetwork()
    sayMany(250)
    const { restarts } = ann.page
    ann.wechat.findNetwork()
    await clock.until(() => ann.page.lines.length === 250, 10_000)
    expect(ann.page.texts).toEqual(numbers(1, 250))
    expect(ann.page.restarts).toBe(restarts)
  })

  it('to thousands begins anew with the newest, and pages back to the first', async () => {
    const { ann, clock } = devices
    ann.wechat.loseNetwork()
    sayMany(1_010)
    ann.wechat.findNetwork()
    await clock.until(() => ann.page.texts.at(-1) === '1010', 10_000)
    expect(ann.page.texts).toEqual(numbers(961, 1010))
    for (let pages = 0; pages < 25; pages += 1) {
      const loading = Promise.all([ann.room.loadOlder(), ann.room.loadOlder()])
      await clock.advance(2_000)
      await loading
    }
    expect(ann.page.texts).toEqual(numbers(1, 1010))
  })

  it('to a server that has begun anew forgets what it has no more', async () => {
    const { ann, clock, server } = devices
    sayMany(20)
    ann.wechat.changeNetwork()
    await clock.until(() => ann.page.lines.length === 20, 10_000)
    server.room('lobby').messages.splice(0)
    sayMany(3)
    ann.wechat.changeNetwork()
    await clock.until(() => ann.page.lines.length === 3, 10_000)
    expect(ann.page.texts).toEqual(['1', '2', '3'])
  })
})

describe('a room that was open before', () => {
  it('is there at once after a restart, also without a network', async () => {
    const { ann, bo, clock } = devices
    bo.room.say('remember me')
    await clock.advance(10_000)
    ann.kill()
    ann.wechat.loseNetwork()
    ;(await ann.launch()).enter('lobby')
    expect(ann.page.texts).toEqual(['remember me'])
    expect(ann.page.state).toMatchObject({ live: false, title: 'lobby' })
  })

  it('shows nothing of what was taken back meanwhile', async () => {
    const { ann, bo, clock } = devices
    bo.room.say('a secret')
    await clock.advance(10_000)
    ann.kill()
    const recalling = bo.room.recall(1)
    await clock.advance(1_000)
    await recalling
    ;(await ann.launch()).enter('lobby')
    await clock.until(() => ann.page.state?.live === true, 10_000)
    expect(ann.page.lines).toMatchObject([{ kind: 'recalled', text: '' }])
    await clock.advance(10_000)
    expect(JSON.stringify(ann.disk.read('history.ann.lobby'))).not.toContain('a secret')
  })
})
