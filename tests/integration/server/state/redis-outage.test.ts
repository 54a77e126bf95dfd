import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { openRedisState } from '../../../../server/state/redis/open'
import type { State } from '../../../../server/state/state'
import { listen } from '../../../contracts/state/state-tests'
import { needsRedis } from '../../../support/needs'
import { hasRedis, type RedisProcess, startRedis } from '../../../support/redis-process'
import { soon } from '../../../support/soon'

const rate = { perSecond: 0.01, burst: 2 }

let redis: RedisProcess
let prefix = ''
beforeAll(async () => {
  if (hasRedis) redis = await startRedis()
})
afterAll(() => redis?.close())
beforeEach(() => {
  prefix = `test:${randomUUID()}:`
})

async function node(errors: unknown[] = []): Promise<State> {
  const url = `redis://127.0.0.1:${redis.port}`
  const state = await openRedisState({ url, prefix, onError: (error) => errors.push(error) })
  onTestFinished(() => state.close())
  return state
}

needsRedis('Redis that is gone', () => {
  it('leaves a node to itself while it is gone, and says so to who asks', async () => {
    const errors: unknown[] = []
    const state = await node(errors)
    const ear = await listen(state.bus, 't')
    await state.presence.join('r', 'ann', 'c1')
    await redis.kill()
    await expect(state.check()).rejects.toThrow()
    state.bus.publish('t', { local: true })
    expect(await ear.next()).toEqual({ local: true })
    const late = await listen(state.bus, 'late')
    state.bus.publish('late', { local: 2 })
    expect(await late.next()).toEqual({ local: 2 })
    expect(await state.presence.join('r', 'bo', 'c2')).toBe(true)
    expect(await state.presence.list('r', undefined, 9)).toEqual(['ann', 'bo'])
    const waits = [await state.limits.take('k', rate, 2), await state.limits.take('k', rate)]
    expect(waits[0]).toBe(0)
    expect(waits[1]).toBeGreaterThan(0)
    expect(errors, 'an outage is told once').toHaveLength(1)
    await redis.restart()
  })

  it('brings the nodes together again when it is back, and tells them that news were lost', async () => {
    const [one, other] = [await node(), await node()]
    const early = await listen(other.bus, 'early')
    await one.presence.join('r', 'ann', 'c1')
    await redis.kill()
    const late = await listen(other.bus, 'late')
    await other.presence.join('r', 'bo', 'c2')
    await one.presence.leave('r', 'ann', 'c1')
    await one.presence.join('r', 'cy', 'c3')
    one.bus.publish('early', { lost: true })
    const gap = new Promise<void>((resolve) => void other.bus.onGap(resolve))
    await redis.restart()

    await gap
    // News that leave before this node is back as well are lost.
    await vi.waitFor(() => one.check(), soon)
    one.bus.publish('early', { n: 1 })
    one.bus.publish('late', { n: 2 })
    expect(await early.next()).toEqual({ n: 1 })
    expect(await late.next()).toEqual({ n: 2 })
    await vi.waitFor(
      async () => expect(await one.presence.list('r', undefined, 9)).toEqual(['bo', 'cy']),
      soon,
    )
    await expect(one.check()).resolves.toBeUndefined()
  })
})

needsRedis('Redis that is slow', () => {
  it('may have said something before it was listened to: that is told as lost', async () => {
    const state = await node()
    const gap = new Promise<void>((resolve) => void state.bus.onGap(resolve))
    // Longer than a command may take, and shorter than a node needs to find its connection dead.
    await redis.client.call('CLIENT', 'PAUSE', '1800', 'ALL')
    await listen(state.bus, 'topic')
    await gap
  })
})

needsRedis('what Redis knows of the nodes', () => {
  it('is told again who is where when it was emptied', async () => {
    const [one, other] = [await node(), await node()]
    await one.presence.join('r', 'ann', 'c1')
    await other.presence.join('r', 'bo', 'c2')
    await redis.client.flushall()
    await vi.waitFor(
      async () => expect(await one.presence.list('r', undefined, 9)).toEqual(['ann', 'bo']),
      soon,
    )
    expect(await one.presence.leave('r', 'ann', 'c1')).toBe(true)
    expect(await other.presence.count('r')).toBe(1)
  })

  it('takes away what a node has left behind that says nothing any more', async () => {
    const one = await node()
    const [alive] = await redis.client.zrange(`${prefix}nodes`, '0', '-1')
    const dead = await node()
    const diffs: unknown[] = []
    one.presence.onDiff((diff) => diffs.push(diff))
    await dead.presence.join('r', 'ann', 'c1')
    await dead.presence.join('r', 'bo', 'c2')
    await one.presence.join('r', 'bo', 'c3')
    const nodes = await redis.client.zrange(`${prefix}nodes`, '0', '-1')
    const other = nodes.find((member) => member !== alive) ?? ''
    await vi.waitFor(async () => {
      // Its last beat was long ago, whatever it says: as if it had been killed.
      await redis.client.zadd(`${prefix}nodes`, 1, other)
      expect(diffs).toContainEqual({ set: 'r', joined: [], left: ['ann'] })
    }, soon)
    expect(await one.presence.isThere('r', 'bo')).toBe(true)
    // It was not dead after all: it makes itself known again.
    await vi.waitFor(async () => expect(await one.presence.isThere('r', 'ann')).toBe(true), soon)
  })
})
