import { expect } from 'vitest'
import type { Link } from '../../../server/store/links'
import { type StoreTests, upTo } from './store-tests'

const link = (id: string, from: string, to: string, time = 1_000): Link => {
  return { id, from, to, note: `note of ${id}`, time, state: 'waiting' }
}
const ids = (links: Link[]) => links.map(({ id }) => id).sort()

export const invitations: StoreTests = {
  'keeps an invitation and hands it back': async ({ store, other }) => {
    expect(await store.links.get('l1')).toBeUndefined()
    expect(await store.links.ask(link('l1', 'ann', 'bo'))).toStrictEqual(link('l1', 'ann', 'bo'))
    expect(await other.links.get('l1')).toStrictEqual(link('l1', 'ann', 'bo'))
  },

  'hands back the one that waits already': async ({ store }) => {
    await store.links.ask(link('l1', 'ann', 'bo'))
    expect(await store.links.ask(link('l2', 'ann', 'bo', 2_000))).toStrictEqual(link('l1', 'ann', 'bo'))
    expect(await store.links.get('l2')).toBeUndefined()
  },

  'keeps one of many that ask the same at the same time': async ({ store, other }) => {
    const calls = upTo(10).map((n) => (n % 2 ? store : other).links.ask(link(`l${n}`, 'ann', 'bo')))
    const answers = await Promise.all(calls)
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect(await store.links.waitingFor('bo')).toHaveLength(1)
  },

  'keeps an invitation and the one the other way side by side': async ({ store }) => {
    await store.links.ask(link('l1', 'ann', 'bo'))
    expect(await store.links.ask(link('l2', 'bo', 'ann'))).toMatchObject({ id: 'l2' })
    expect(ids(await store.links.waitingFor('ann'))).toEqual(['l2'])
    expect(ids(await store.links.waitingFrom('ann'))).toEqual(['l1'])
  },

  'lists those that wait, for the asked and for the asking': async ({ store }) => {
    await store.links.ask(link('l1', 'ann', 'cy'))
    await store.links.ask(link('l2', 'bo', 'cy'))
    await store.links.ask(link('l3', 'ann', 'bo'))
    expect(ids(await store.links.waitingFor('cy'))).toEqual(['l1', 'l2'])
    expect(ids(await store.links.waitingFrom('ann'))).toEqual(['l1', 'l3'])
    await store.links.settle('l1', 'declined', 2_000)
    expect(ids(await store.links.waitingFor('cy'))).toEqual(['l2'])
    expect(ids(await store.links.waitingFrom('ann'))).toEqual(['l3'])
    expect(await store.links.waitingFor('nobody')).toEqual([])
  },

  'settles an invitation once': async ({ store }) => {
    await store.links.ask(link('l1', 'ann', 'bo'))
    const settled = { ...link('l1', 'ann', 'bo'), state: 'connected', settled: 2_000 }
    expect(await store.links.settle('l1', 'connected', 2_000)).toStrictEqual(settled)
    expect(await store.links.settle('l1', 'declined', 3_000)).toBeUndefined()
    expect(await store.links.get('l1')).toStrictEqual(settled)
    expect(await store.links.settle('nothing', 'declined', 3_000)).toBeUndefined()
  },

  'lets one of many succeed that settle at the same time': async ({ store, other }) => {
    await store.links.ask(link('l1', 'ann', 'bo'))
    const calls = upTo(10).map((n) => {
      const { links } = n % 2 ? store : other
      return links.settle('l1', n % 3 ? 'connected' : 'withdrawn', 2_000 + n)
    })
    const winners = (await Promise.all(calls)).filter((answer) => answer !== undefined)
    expect(winners).toHaveLength(1)
    expect(await store.links.get('l1')).toStrictEqual(winners[0])
  },

  'takes a new invitation after the last was settled': async ({ store }) => {
    await store.links.ask(link('l1', 'ann', 'bo'))
    await store.links.settle('l1', 'declined', 2_000)
    expect(await store.links.ask(link('l2', 'ann', 'bo', 3_000))).toMatchObject({
      id: 'l2',
      state: 'waiting',
    })
  },

  'hands back the same invitation as it is by now': async ({ store }) => {
    await store.links.ask(link('l1', 'ann', 'bo'))
    await store.links.settle('l1', 'declined', 2_000)
    expect(await store.links.ask(link('l1', 'ann', 'bo'))).toMatchObject({
      state: 'declined',
      settled: 2_000,
    })
  },

  'finds the newest of one person to another, whatever became of it': async ({ store }) => {
    expect(await store.links.latest('ann', 'bo')).toBeUndefined()
    await store.links.ask(link('l1', 'ann', 'bo', 1_000))
    await store.links.settle('l1', 'declined', 1_500)
    expect(await store.links.latest('ann', 'bo')).toMatchObject({ id: 'l1', state: 'declined' })
    await store.links.ask(link('l2', 'ann', 'bo', 2_000))
    await store.links.ask(link('l3', 'bo', 'ann', 3_000))
    expect(await store.links.latest('ann', 'bo')).toMatchObject({ id: 'l2', state: 'waiting' })
  },
}
