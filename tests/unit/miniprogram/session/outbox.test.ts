import { beforeEach, describe, expect, it } from 'vitest'
import { openTwoDevices, type TwoDevices } from '../../../support/two-devices'

let devices: TwoDevices

beforeEach(async () => {
  devices = await openTwoDevices()
})

const bodies = () => devices.server.room('lobby').messages.map(({ body }) => body)

describe('a message without a network', () => {
  it('waits, shown as sending, and goes out by itself', async () => {
    const { ann, clock } = devices
    ann.wechat.loseNetwork()
    for (const text of ['one', 'two', 'three']) ann.room.say(text)
    await clock.advance(120_000)
    expect(ann.page.lines.map(({ status }) => status)).toEqual(['sending', 'sending', 'sending'])
    ann.wechat.findNetwork()
    await clock.until(() => ann.page.lines.every(({ status }) => status === 'sent'), 10_000)
    expect(bodies()).toEqual(['one', 'two', 'three'])
  })

  it('survives the end of the program, and goes out under its first id without its room being opened', async () => {
    const { ann, clock, server } = devices
    ann.wechat.loseNetwork()
    ann.room.say('before')
    const [line] = ann.page.lines
    ann.kill()
    ann.wechat.findNetwork()
    await ann.launch()
    await clock.until(() => bodies().includes('before'), 10_000)
    await clock.advance(2_000)
    expect(server.room('lobby').messages).toMatchObject([{ id: line?.id, from: { id: 'ann' } }])
    expect(server.isInside('ann', 'lobby')).toBe(false)
  })

  it('is not doubled when the answer was lost and the program killed', async () => {
    const { ann, bo, clock } = devices
    ann.room.say('once')
    await clock.until(() => bodies().length === 1, 2_000, 5)
    ann.kill()
    ;(await ann.launch()).enter('lobby')
    await clock.advance(5_000)
    expect(bodies()).toEqual(['once'])
    expect(ann.page.lines).toMatchObject([{ text: 'once', status: 'sent' }])
    expect(bo.page.texts).toEqual(['once'])
  })
})

describe('a refusal', () => {
  it('for the moment keeps the message and its place', async () => {
    const { ann, clock, server } = devices
    server.faults = { loseSaid: 0, repeat: 0, tryAgain: 0.7 }
    for (const text of ['one', 'two', 'three']) ann.room.say(text)
    await clock.until(() => bodies().length === 3, 120_000)
    expect(bodies()).toEqual(['one', 'two', 'three'])
    await clock.advance(1_000)
    expect(ann.page.lines.map(({ status }) => status)).toEqual(['sent', 'sent', 'sent'])
  })

  it('for good is shown at the message, lets the next one go, and outlives the program', async () => {
    const { ann, clock, server } = devices
    server.refuseText = 'bad'
    ann.room.say('bad')
    ann.room.say('good')
    await clock.until(() => bodies().includes('good'), 5_000)
    await clock.advance(1_000)
    const failed = { text: 'bad', status: 'failed', problem: 'blocked', seq: 0 }
    expect(ann.page.lines).toMatchObject([{ text: 'good', status: 'sent' }, failed])
    ann.kill()
    ;(await ann.launch()).enter('lobby')
    await clock.advance(2_000)
    expect(ann.page.lines).toMatchObject([{ text: 'good' }, failed])
  })

  it('for good can be retried or discarded by a person', async () => {
    const { ann, clock, server } = devices
    server.refuseText = 'bad'
    ann.room.say('bad')
    await clock.advance(1_000)
    server.refuseText = ''
    ann.room.retry(ann.page.lines[0]?.id ?? '')
    expect(ann.page.lines).toMatchObject([{ status: 'sending' }])
    await clock.advance(1_000)
    expect(ann.page.lines).toMatchObject([{ status: 'sent', seq: 1 }])

    server.refuseText = 'worse'
    ann.room.say('worse')
    await clock.advance(1_000)
    ann.room.discard(ann.page.lines[1]?.id ?? '')
    expect(ann.page.texts).toEqual(['bad'])
    expect(ann.wechat.storage.keys().filter((key) => key.startsWith('outbox'))).toEqual([])
  })

  it('to enter the room fails what was written for it', async () => {
    const { ann, clock, server } = devices
    server.addRoom('tea', 'group', ['ann'])
    ann.enter('tea')
    await clock.advance(1_000)
    ann.wechat.loseNetwork()
    ann.room.say('hello?')
    server.room('tea').members.delete('ann')
    ann.wechat.findNetwork()
    await clock.until(() => ann.page.gone === 'unknown-room', 10_000)
    expect(ann.page.lines).toMatchObject([{ status: 'failed', problem: 'unknown-room' }])
  })
})

describe('a phone whose storage is full', () => {
  it('says so, keeps the message in memory, and still sends it', async () => {
    const { ann, clock } = devices
    ann.wechat.loseNetwork()
    ann.wechat.storage.occupied = 10 * 1024 * 1024
    ann.room.say('no room for this')
    expect(ann.page.lines).toMatchObject([{ unsaved: true, status: 'sending' }])
    expect(ann.app.connection.get().storageFull).toBe(true)
    ann.wechat.findNetwork()
    await clock.until(() => bodies().includes('no room for this'), 10_000)
    await clock.advance(1_000)
    expect(ann.app.connection.get().storageFull).toBe(false)
    expect(ann.page.lines).toMatchObject([{ status: 'sent' }])
    expect(ann.page.lines[0]?.unsaved).toBeUndefined()
  })

  it('gives up kept history before it gives up a message', async () => {
    const { ann, bo, clock } = devices
    for (let times = 0; times < 5; times += 1) bo.room.say('字'.repeat(4_000))
    await clock.advance(10_000)
    const { storage } = ann.wechat
    expect(storage.keys().some((key) => key === 'history.ann.lobby')).toBe(true)
    storage.occupied = 10 * 1024 * 1024 - (storage.used - storage.occupied) - 100
    ann.wechat.loseNetwork()
    ann.room.say('this matters more')
    expect(ann.page.lines.at(-1)?.unsaved).toBeUndefined()
    expect(storage.keys().some((key) => key === 'history.ann.lobby')).toBe(false)
  })
})

describe('the pace', () => {
  it('is at most five frames a second in the long run', async () => {
    const { ann, clock, server } = devices
    for (let times = 0; times < 60; times += 1) ann.room.say(`${times}`)
    await clock.advance(5_000)
    // Ten at once after a quiet time, then five a second.
    expect(bodies().length).toBeLessThanOrEqual(10 + 5 * 5)
    await clock.until(() => bodies().length === 60, 30_000)
    expect(bodies()).toEqual(Array.from({ length: 60 }, (_, at) => `${at}`))
    expect(server.dials).toBe(4)
  })
})
