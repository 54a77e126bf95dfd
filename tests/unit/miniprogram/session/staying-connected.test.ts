import { beforeEach, describe, expect, it } from 'vitest'
import { seeded } from '../../../support/chance'
import { Device } from '../../../support/device'
import { ModelServer } from '../../../support/model-server'
import { VirtualClock } from '../../../support/virtual-clock'

let clock: VirtualClock
let server: ModelServer
let ann: Device
let bo: Device

const online = (device: Device) => device.house.connection.get().state === 'open'

beforeEach(async () => {
  clock = new VirtualClock()
  const random = seeded(7)
  server = new ModelServer(clock, random)
  const device = (name: string) =>
    new Device({ clock, random, wire: server, account: server.addPerson(name) })
  ann = device('ann').launch()
  bo = device('bo').launch()
  await clock.until(() => online(ann) && online(bo))
  ann.enter('lobby')
  bo.enter('lobby')
  await clock.until(() => ann.page.state?.live === true && bo.page.state?.live === true)
})

describe('talking', () => {
  it('shows a message at once as sending, then as sent, in the same line', async () => {
    expect(ann.room.say('hello')).toBeUndefined()
    expect(ann.page.lines).toMatchObject([{ text: 'hello', status: 'sending', seq: 0, mine: true }])
    const [line] = ann.page.lines
    await clock.advance(1_000)
    expect(ann.page.lines).toMatchObject([{ key: line?.key, text: 'hello', status: 'sent', seq: 1 }])
    expect(bo.page.lines).toMatchObject([{ text: 'hello', mine: false, seq: 1, from: { id: 'ann' } }])
  })
})
