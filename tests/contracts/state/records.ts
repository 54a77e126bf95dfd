import { expect } from 'vitest'
import type { StateTests } from './state-tests'

const minute = 60_000

export const records: StateTests = {
  'is nothing before it is put, and then the same on every server': async ({ state, other }) => {
    expect(await state.records.get('a')).toBeUndefined()
    expect(await state.records.swap('a', undefined, 'one', minute)).toBe(true)
    expect(await other.records.get('a')).toBe('one')
    expect(await other.records.get('A')).toBeUndefined()
  },

  'is changed by who knows it, and by nobody else': async ({ state, other }) => {
    await state.records.swap('a', undefined, 'one', minute)
    expect(await other.records.swap('a', undefined, 'two', minute)).toBe(false)
    expect(await other.records.swap('a', 'other', 'two', minute)).toBe(false)
    expect(await other.records.swap('a', 'one', 'two', minute)).toBe(true)
    expect(await state.records.get('a')).toBe('two')
  },

  'is changed once by many who know the same': async ({ state, other }) => {
    const swaps = Array.from({ length: 20 }, (_, n) =>
      (n % 2 ? state : other).records.swap('a', undefined, `${n}`, minute),
    )
    const done = await Promise.all(swaps)
    expect(done.filter(Boolean)).toHaveLength(1)
    expect(await state.records.get('a')).toBe(`${done.indexOf(true)}`)
  },

  'can be taken away, and put anew': async ({ state, other }) => {
    await state.records.swap('a', undefined, 'one', minute)
    expect(await other.records.swap('a', 'one', undefined, minute)).toBe(true)
    expect(await state.records.get('a')).toBeUndefined()
    expect(await state.records.swap('a', undefined, 'one', minute)).toBe(true)
  },

  'is gone when its time is over, which begins anew with each change': async ({
    state: { records },
    wait,
  }) => {
    await records.swap('a', undefined, 'one', 1_000)
    await wait(600)
    expect(await records.swap('a', 'one', 'two', 1_000)).toBe(true)
    await wait(600)
    expect(await records.get('a')).toBe('two')
    await wait(600)
    expect(await records.get('a')).toBeUndefined()
    expect(await records.swap('a', undefined, 'three', 1_000)).toBe(true)
  },
}
