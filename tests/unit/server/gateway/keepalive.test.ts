import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Close, closes, limits } from '#protocol'
import { type Kept, startKeepalive } from '../../../../server/gateway/keepalive'
import { Clock } from '../../../support/clock'

beforeEach(() => {
  vi.useFakeTimers()
  return () => void vi.useRealTimers()
})

/** A keepalive over one connection, which answers pings or does not. */
function keepaliveOf({ answers = true, expires = Number.POSITIVE_INFINITY, call = false } = {}) {
  const clock = new Clock()
  const start = clock.now()
  const pings: number[] = []
  const closed: Array<[Close, number]> = []
  const connection: Kept = {
    identity: { person: 'ann', session: 's', expires: start + expires },
    aliveAt: clock.elapsed(),
    pingAt: clock.elapsed() + 10_000,
    ...(call && { call: 'c1' }),
    ping() {
      pings.push(clock.elapsed())
      if (!answers) return
      this.aliveAt = clock.elapsed()
      delete this.askedAt
    },
    close: (close: Close) => closed.push([close, clock.elapsed()]),
  }
  const connections = new Set([connection])
  const keepalive = startKeepalive(connections, clock)
  const pass = (seconds: number) => {
    for (let second = 0; second < seconds && closed.length === 0; second += 1) {
      clock.pass(1_000)
      vi.advanceTimersByTime(1_000)
    }
  }
  return { connection, pings, closed, pass, keepalive, clock }
}

describe('a socket', () => {
  it('is pinged every 25 seconds, beginning in its own second, and lives while it answers', () => {
    const { pings, closed, pass } = keepaliveOf()
    pass(200)
    expect(pings.slice(0, 4)).toEqual([10_000, 35_000, 60_000, 85_000])
    expect(closed).toEqual([])
  })

  it('that answers nothing is cut after a minute', () => {
    const { pings, closed, pass } = keepaliveOf({ answers: false })
    pass(200)
    expect(closed).toEqual([[closes.silent, limits.deadPeerMs + 1_000]])
    expect(pings).toEqual([10_000, 35_000, 60_000])
  })

  it('is pinged every 5 seconds in a call, from when it comes into it', () => {
    const { connection, pings, closed, pass } = keepaliveOf()
    pass(11)
    connection.call = 'c1'
    pass(12)
    delete connection.call
    pass(60)
    expect(pings).toEqual([10_000, 12_000, 17_000, 22_000, 27_000, 52_000, 77_000])
    expect(closed).toEqual([])
  })

  it('that answers nothing in a call is cut within 20 seconds, and is lost since it was asked first', () => {
    const { connection, pings, closed, pass, clock } = keepaliveOf({ answers: false, call: true })
    const start = clock.now()
    pass(200)
    expect(pings).toEqual([1_000, 6_000, 11_000])
    expect(closed).toEqual([[closes.silent, 12_000]])
    expect(connection.lostAt).toBe(start + 1_000)
  })

  it.each([3_600_000, -3_600_000])('is pinged as ever when the clock was set by %i ms', (byMs) => {
    const { pings, closed, pass, clock } = keepaliveOf()
    pass(40)
    clock.set(byMs)
    pass(40)
    clock.set(-byMs)
    pass(20)
    expect(pings).toEqual([10_000, 35_000, 60_000, 85_000])
    expect(closed).toEqual([])
  })

  it('ends with its token', () => {
    const { closed, pass } = keepaliveOf({ expires: 90_000 })
    pass(200)
    expect(closed).toEqual([[closes.expired, 90_000]])
  })

  it('is left alone once the keepalive has stopped', () => {
    const { pings, closed, pass, keepalive } = keepaliveOf({ answers: false })
    keepalive.stop()
    pass(200)
    expect([pings, closed]).toEqual([[], []])
  })
})
