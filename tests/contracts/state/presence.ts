import { expect } from 'vitest'
import type { StateTests } from './state-tests'

const sequence = (length: number) => Array.from({ length }, (_, index) => index)

export const presence: StateTests = {
  'finds nobody at first': async ({ state: { presence } }) => {
    expect(await presence.count('r')).toBe(0)
    expect(await presence.isThere('r', 'ann')).toBe(false)
    expect(await presence.whoOf('r', ['ann'])).toEqual(new Set())
    expect(await presence.list('r', undefined, 10)).toEqual([])
  },

  'counts a person once, by however many connections and servers': async ({ state, other }) => {
    expect(await state.presence.come('r', 'ann', 'c1')).toBe(true)
    expect(await state.presence.come('r', 'ann', 'c1')).toBe(false)
    expect(await other.presence.come('r', 'ann', 'c2')).toBe(false)
    expect(await other.presence.come('r', 'bo', 'c3')).toBe(true)
    for (const { presence } of [state, other]) {
      expect(await presence.count('r')).toBe(2)
      expect(await presence.list('r', undefined, 10)).toEqual(['ann', 'bo'])
    }
  },

  'keeps a person there until the last connection has gone': async ({ state, other }) => {
    await state.presence.come('r', 'ann', 'c1')
    await other.presence.come('r', 'ann', 'c2')
    expect(await state.presence.go('r', 'ann', 'c1')).toBe(false)
    expect(await other.presence.isThere('r', 'ann')).toBe(true)
    expect(await other.presence.go('r', 'ann', 'c2')).toBe(true)
    expect(await state.presence.isThere('r', 'ann')).toBe(false)
    expect(await state.presence.count('r')).toBe(0)
  },

  'lets a connection go once': async ({ state: { presence } }) => {
    await presence.come('r', 'ann', 'c1')
    expect(await presence.go('r', 'ann', 'c9')).toBe(false)
    expect(await presence.go('r', 'bo', 'c1')).toBe(false)
    expect(await presence.go('s', 'ann', 'c1')).toBe(false)
    expect(await presence.count('r')).toBe(1)
    expect(await presence.go('r', 'ann', 'c1')).toBe(true)
    expect(await presence.go('r', 'ann', 'c1')).toBe(false)
    expect(await presence.come('r', 'ann', 'c1')).toBe(true)
  },

  'tells one of many who come, and one of many who go, at the same time': async ({ state, other }) => {
    const at = (n: number) => (n % 2 ? state : other).presence
    const came = await Promise.all(sequence(20).map((n) => at(n).come('r', 'ann', `c${n}`)))
    expect(came.filter(Boolean)).toHaveLength(1)
    const went = await Promise.all(sequence(20).map((n) => at(n).go('r', 'ann', `c${n}`)))
    expect(went.filter(Boolean)).toHaveLength(1)
    expect(await state.presence.count('r')).toBe(0)
  },

  'keeps places apart': async ({ state: { presence } }) => {
    await presence.come('r', 'ann', 'c1')
    expect(await presence.come('rr', 'ann', 'c1')).toBe(true)
    await presence.come('rr', 'bo', 'c2')
    await presence.go('r', 'ann', 'c1')
    expect(await presence.list('r', undefined, 10)).toEqual([])
    expect(await presence.list('rr', undefined, 10)).toEqual(['ann', 'bo'])
  },

  'tells which of some people are there': async ({ state, other }) => {
    for (const person of ['ann', 'bo', 'cy']) await state.presence.come('r', person, person)
    await other.presence.go('r', 'bo', 'bo')
    await state.presence.go('r', 'bo', 'bo')
    const there = await other.presence.whoOf('r', ['ann', 'bo', 'dee', 'cy', 'ann'])
    expect(there).toEqual(new Set(['ann', 'cy']))
    expect(await state.presence.whoOf('r', [])).toEqual(new Set())
  },

  'pages people in the order of their ids': async ({ state: { presence } }) => {
    const people = sequence(300).map((n) => `p${(n * 7) % 300}`)
    await Promise.all(people.map((person) => presence.come('r', person, `c-${person}`)))
    const sorted = [...people].sort()
    const paged: string[] = []
    for (const size of [70, 70, 70, 70, 20, 0]) {
      const page = await presence.list('r', paged.at(-1), 70)
      expect(page).toHaveLength(size)
      paged.push(...page)
    }
    expect(paged).toEqual(sorted)
  },

  'goes on behind a person who has left meanwhile': async ({ state: { presence } }) => {
    for (const person of ['ann', 'bo', 'cy']) await presence.come('r', person, person)
    await presence.go('r', 'bo', 'bo')
    expect(await presence.list('r', undefined, 10)).toEqual(['ann', 'cy'])
    expect(await presence.list('r', 'bo', 10)).toEqual(['cy'])
    expect(await presence.list('r', 'zoe', 10)).toEqual([])
  },

  'keeps people whose ids are names of an object’s own': async ({ state: { presence } }) => {
    for (const name of ['__proto__', 'constructor', 'a.b', '-']) {
      expect(await presence.come(name, name, name)).toBe(true)
      expect(await presence.list(name, undefined, 10)).toEqual([name])
      expect(await presence.go(name, name, name)).toBe(true)
    }
  },
}
