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
    expect(await state.presence.join('r', 'ann', 'c1')).toBe(true)
    expect(await state.presence.join('r', 'ann', 'c1')).toBe(false)
    expect(await other.presence.join('r', 'ann', 'c2')).toBe(false)
    expect(await other.presence.join('r', 'bo', 'c3')).toBe(true)
    for (const { presence } of [state, other]) {
      expect(await presence.count('r')).toBe(2)
      expect(await presence.list('r', undefined, 10)).toEqual(['ann', 'bo'])
    }
  },

  'keeps a person there until the last connection has gone': async ({ state, other }) => {
    await state.presence.join('r', 'ann', 'c1')
    await other.presence.join('r', 'ann', 'c2')
    expect(await state.presence.leave('r', 'ann', 'c1')).toBe(false)
    expect(await other.presence.isThere('r', 'ann')).toBe(true)
    expect(await other.presence.leave('r', 'ann', 'c2')).toBe(true)
    expect(await state.presence.isThere('r', 'ann')).toBe(false)
    expect(await state.presence.count('r')).toBe(0)
  },

  'lets a connection go once': async ({ state: { presence } }) => {
    await presence.join('r', 'ann', 'c1')
    expect(await presence.leave('r', 'ann', 'c9')).toBe(false)
    expect(await presence.leave('r', 'bo', 'c1')).toBe(false)
    expect(await presence.leave('s', 'ann', 'c1')).toBe(false)
    expect(await presence.count('r')).toBe(1)
    expect(await presence.leave('r', 'ann', 'c1')).toBe(true)
    expect(await presence.leave('r', 'ann', 'c1')).toBe(false)
    expect(await presence.join('r', 'ann', 'c1')).toBe(true)
  },

  'tells one of many who come, and one of many who go, at the same time': async ({ state, other }) => {
    const at = (n: number) => (n % 2 ? state : other).presence
    const came = await Promise.all(sequence(20).map((n) => at(n).join('r', 'ann', `c${n}`)))
    expect(came.filter(Boolean)).toHaveLength(1)
    const went = await Promise.all(sequence(20).map((n) => at(n).leave('r', 'ann', `c${n}`)))
    expect(went.filter(Boolean)).toHaveLength(1)
    expect(await state.presence.count('r')).toBe(0)
  },

  'keeps places apart': async ({ state: { presence } }) => {
    await presence.join('r', 'ann', 'c1')
    expect(await presence.join('rr', 'ann', 'c1')).toBe(true)
    await presence.join('rr', 'bo', 'c2')
    await presence.leave('r', 'ann', 'c1')
    expect(await presence.list('r', undefined, 10)).toEqual([])
    expect(await presence.list('rr', undefined, 10)).toEqual(['ann', 'bo'])
  },

  'tells which of some people are there': async ({ state, other }) => {
    for (const person of ['ann', 'bo', 'cy']) await state.presence.join('r', person, person)
    await other.presence.leave('r', 'bo', 'bo')
    await state.presence.leave('r', 'bo', 'bo')
    const there = await other.presence.whoOf('r', ['ann', 'bo', 'dee', 'cy', 'ann'])
    expect(there).toEqual(new Set(['ann', 'cy']))
    expect(await state.presence.whoOf('r', [])).toEqual(new Set())
  },

  'pages people in the order of their ids': async ({ state: { presence } }) => {
    const people = sequence(300).map((n) => `p${(n * 7) % 300}`)
    await Promise.all(people.map((person) => presence.join('r', person, `c-${person}`)))
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
    for (const person of ['ann', 'bo', 'cy']) await presence.join('r', person, person)
    await presence.leave('r', 'bo', 'bo')
    expect(await presence.list('r', undefined, 10)).toEqual(['ann', 'cy'])
    expect(await presence.list('r', 'bo', 10)).toEqual(['cy'])
    expect(await presence.list('r', 'zoe', 10)).toEqual([])
  },

  'keeps people whose ids are names of an object’s own': async ({ state: { presence } }) => {
    for (const name of ['__proto__', 'constructor', 'a.b', '-']) {
      expect(await presence.join(name, name, name)).toBe(true)
      expect(await presence.list(name, undefined, 10)).toEqual([name])
      expect(await presence.leave(name, name, name)).toBe(true)
    }
  },
}
