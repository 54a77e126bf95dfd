import { beforeEach, describe, expect, it } from 'vitest'
import { closes } from '../../../../miniprogram/protocol/index'
import { openTwoDevices, type TwoDevices } from '../../../support/two-devices'

let devices: TwoDevices

beforeEach(async () => {
  devices = await openTwoDevices()
})

describe('talking', () => {
  it('shows a message at once as sending, then as sent, in the same line', async () => {
    const { ann, bo, clock } = devices
    expect(ann.room.say('hello')).toBeUndefined()
    expect(ann.page.lines).toMatchObject([{ text: 'hello', status: 'sending', seq: 0, mine: true }])
    const [line] = ann.page.lines
    await clock.advance(1_000)
    expect(ann.page.lines).toMatchObject([{ key: line?.key, text: 'hello', status: 'sent', seq: 1 }])
    expect(bo.page.lines).toMatchObject([{ text: 'hello', mine: false, seq: 1, from: { id: 'ann' } }])
    expect(bo.page.arrived).toBe(1)
  })

  it('says at once what is wrong with a text, and sends nothing', async () => {
    const { ann, clock, server } = devices
    expect(ann.room.say(' \n ')).toBe('empty-text')
    expect(ann.room.say('字'.repeat(4_001))).toBe('text-too-long')
    expect(ann.room.say('half \ud83d')).toBe('bad-text')
    await clock.advance(1_000)
    expect(ann.page.lines).toEqual([])
    expect(server.room('lobby').messages).toEqual([])
  })
})

describe('a lost connection', () => {
  it('is taken up again after a close with 1000 "interrupted", and nobody is signed out', async () => {
    const { ann, bo, clock } = devices
    ann.wechat.cut(1000, 'interrupted')
    bo.room.say('are you there?')
    await clock.until(() => ann.page.texts.includes('are you there?'), 5_000)
    expect(ann.app.me.get()).toMatchObject({ id: 'ann' })
  })

  it('never opens a socket before the old one has given its place back', async () => {
    const { ann, clock } = devices
    for (let times = 0; times < 20; times += 1) {
      ann.wechat.changeNetwork()
      await clock.advance(7_000)
    }
    expect(ann.app.connection.get().state).toBe('open')
    expect(ann.wechat.openSockets).toBe(2)
    expect(ann.wechat.refusedSockets).toBe(0)
  })

  it('is found out by the heartbeat when nobody tells', async () => {
    const { ann, bo, clock } = devices
    ann.wechat.killSilently()
    bo.room.say('hello?')
    await clock.until(() => ann.page.texts.includes('hello?'), 45_000)
  })

  it('is found out within seconds when the phone changes its network', async () => {
    const { ann, bo, clock } = devices
    ann.wechat.changeNetwork()
    bo.room.say('hello?')
    await clock.until(() => ann.page.texts.includes('hello?'), 8_000)
  })

  it('is shown as offline without a network, and comes back with it', async () => {
    const { ann, clock } = devices
    ann.wechat.loseNetwork()
    await clock.until(() => ann.app.connection.get().state === 'offline', 45_000)
    ann.wechat.findNetwork()
    await clock.until(() => ann.app.connection.get().state === 'open', 8_000)
  })
})

describe('the background', () => {
  it('brings back in seconds what was said while the program was frozen', async () => {
    const { ann, bo, clock } = devices
    ann.wechat.hide()
    await clock.advance(10_000)
    bo.room.say('one')
    await clock.advance(600_000)
    bo.room.say('two')
    await clock.advance(1_000)
    ann.wechat.show()
    await clock.until(() => ann.page.texts.join() === 'one,two', 8_000)
  })

  it('keeps a connection that lived through a short time in another program', async () => {
    const { ann, clock, server } = devices
    const dials = server.dials
    ann.wechat.hide()
    await clock.advance(3_000)
    ann.wechat.show()
    await clock.advance(10_000)
    expect(server.dials).toBe(dials)
  })
})

describe('a server that is away', () => {
  it('is tried with growing pauses, all different, and never more than 30 seconds apart', async () => {
    const { clock, server, ann } = devices
    server.restart(300_000, true)
    const before = server.dials
    await clock.advance(290_000)
    // Two phones with two sockets each, of some 15 seconds' pause on average once the pauses have grown.
    const dials = server.dials - before
    expect(dials).toBeGreaterThan(40)
    expect(dials).toBeLessThan(200)
    expect(['waiting', 'connecting']).toContain(ann.app.connection.get().state)
    await clock.until(() => ann.app.connection.get().state === 'open', 45_000)
    expect(ann.app.me.get()).toBeDefined()
  })

  it('that opens and closes at once is not called every half second', async () => {
    const { clock, server } = devices
    server.isSurly = true
    server.closeAll(1006, '')
    const before = server.dials
    await clock.advance(120_000)
    expect(server.dials - before).toBeLessThan(80)
  })

  it('is tried at once when a person wants it', async () => {
    const { clock, server, ann } = devices
    server.restart(200_000, true)
    await clock.advance(200_000)
    ann.app.connection.reconnect()
    await clock.until(() => ann.app.connection.get().state === 'open', 1_000)
  })
})

describe('what the server says of a token', () => {
  it('leads to sign-in when a close says that it is void', async () => {
    const { clock, server, ann } = devices
    server.closeAll(closes.signedOut.code, closes.signedOut.reason)
    await clock.advance(1_000)
    expect(ann.app.me.get()).toBeUndefined()
    expect(ann.app.connection.get().state).toBe('signedOut')
    const { dials } = server
    await clock.advance(300_000)
    expect(server.dials).toBe(dials)
  })

  it('leads to sign-in when a handshake was refused and asking shows why', async () => {
    const { clock, server, ann, bo } = devices
    server.revoke('token-ann')
    server.closeAll(1006, '')
    await clock.until(() => ann.app.me.get() === undefined, 10_000)
    await clock.until(() => bo.app.connection.get().state === 'open', 10_000)
  })

  it('is answered by renewing it when it expired', async () => {
    const { clock, server, ann } = devices
    const renewals = server.renewals
    server.closeAll(closes.expired.code, closes.expired.reason)
    await clock.until(() => server.renewals === renewals + 2, 10_000)
    await clock.until(() => ann.app.connection.get().state === 'open', 10_000)
    expect(ann.app.me.get()).toBeDefined()
  })

  it('keeps people signed in while there is no server to say it', async () => {
    const { clock, server, ann } = devices
    server.restart(3_600_000, false)
    await clock.advance(3_000_000)
    ann.kill()
    await ann.launch()
    expect(ann.app.me.get()).toMatchObject({ id: 'ann' })
  })
})

describe('a server that does not want this program back', () => {
  it('is left alone until a person comes', async () => {
    const { clock, server, ann } = devices
    server.closeAll(closes.tooMany.code, closes.tooMany.reason)
    const dials = server.dials
    await clock.advance(300_000)
    expect(server.dials).toBe(dials)
    expect(ann.app.connection.get()).toMatchObject({ state: 'refused', code: closes.tooMany.code })
    ann.wechat.hide()
    await clock.advance(1_000)
    ann.wechat.show()
    await clock.until(() => ann.app.connection.get().state === 'open', 10_000)
  })
})
