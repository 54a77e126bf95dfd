import { expect, it } from 'vitest'
import { askSignOut } from '../../../../miniprogram/api/login'
import { SignOutQueue } from '../../../../miniprogram/session/sign-out-queue'
import { SimulatedStorage } from '../../../support/simulated-storage'
import { VirtualClock } from '../../../support/virtual-clock'

class Phone {
  readonly clock = new VirtualClock()
  readonly storage = new SimulatedStorage()
  isOnline = true
  status = 204
  readonly told: string[] = []
  asked = 0
  #ids = 0
  readonly #listeners: (() => void)[] = []
  readonly network = {
    isOnline: () => this.isOnline,
    onChange: (listener: () => void) => {
      this.#listeners.push(listener)
      return () => {}
    },
  }
  readonly chance = {
    random: () => 0.5,
    newId: () => {
      this.#ids += 1
      return `id${this.#ids}`
    },
  }

  /** The program starts. */
  start(): SignOutQueue {
    const ask = askSignOut(async ({ token = '' }) => {
      this.asked += 1
      if (!this.isOnline) throw new Error('no network')
      if ([204, 401].includes(this.status)) this.told.push(token)
      return { status: this.status, body: undefined }
    })
    const queue = new SignOutQueue(this, ask)
    queue.open()
    return queue
  }

  findNetwork(): void {
    this.isOnline = true
    for (const listener of this.#listeners) listener()
  }
}

it.each([204, 401])('is told at once, and %i means that the server knows', async (status) => {
  const phone = new Phone()
  phone.status = status
  phone.start().add('t')
  await phone.clock.advance(0)
  expect(phone.told).toEqual(['t'])
  expect(phone.storage.keys()).toEqual([])
})

it('waits on disk for the network', async () => {
  const phone = new Phone()
  const queue = phone.start()
  phone.isOnline = false
  queue.add('one')
  queue.add('two')
  await phone.clock.advance(600_000)
  expect(phone.asked).toBe(0)
  expect(phone.storage.keys()).toHaveLength(2)
  phone.findNetwork()
  await phone.clock.advance(0)
  expect(phone.told).toEqual(['one', 'two'])
  expect(phone.storage.keys()).toEqual([])
})

it('is told by the next run of the program', async () => {
  const phone = new Phone()
  phone.isOnline = false
  phone.start().add('t')
  phone.isOnline = true
  phone.start()
  await phone.clock.advance(0)
  expect(phone.told).toEqual(['t'])
  expect(phone.storage.keys()).toEqual([])
})

it('is told again and again by a server that is busy, but not without end', async () => {
  const phone = new Phone()
  phone.status = 503
  phone.start().add('t')
  await phone.clock.advance(3_600_000)
  expect(phone.asked).toBe(9)
  expect(phone.storage.keys()).toHaveLength(1)
  phone.status = 204
  phone.findNetwork()
  await phone.clock.advance(0)
  expect(phone.told).toEqual(['t'])
})

it('keeps ten tokens at most, the newest', async () => {
  const phone = new Phone()
  phone.isOnline = false
  const queue = phone.start()
  for (let at = 0; at < 12; at += 1) {
    queue.add(`t${at}`)
    await phone.clock.advance(1)
  }
  expect(phone.storage.keys()).toHaveLength(10)
  phone.findNetwork()
  await phone.clock.advance(0)
  expect(phone.told).toEqual(Array.from({ length: 10 }, (_, at) => `t${at + 2}`))
})
