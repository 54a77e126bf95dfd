import { describe, expect, it } from 'vitest'
import { Intake } from '../../../../server/gateway/intake'
import { turn } from './turn'

/** An intake that writes down, in order, what it hands on and what it does to the socket. */
function intakeOf() {
  const done: string[] = []
  const source = { pause: () => done.push('pause'), resume: () => done.push('resume') }
  const intake = new Intake(source, (data) => done.push(data.toString()))
  const receive = (...names: string[]) => {
    for (const name of names) intake.receive(Buffer.from(name), false)
  }
  return { done, receive }
}

const kilobytes = (many: number) => Buffer.alloc(many * 1_024, '.').toString()
const named = (many: number) => Array.from({ length: many }, (_, at) => `${at}`)

describe('what one socket sends', () => {
  it('is handed on at once, in order, while it is little', () => {
    const { done, receive } = intakeOf()
    receive('a', 'b', 'c')
    expect(done).toEqual(['a', 'b', 'c'])
  })

  it('is handed on sixteen a turn when it is much, and others come in between', async () => {
    const flood = intakeOf()
    const other = intakeOf()
    flood.receive(...named(40))
    other.receive('hello')
    expect([flood.done.length, other.done]).toEqual([16, ['hello']])
    await turn()
    expect(flood.done.length).toBe(32)
    await turn()
    expect(flood.done).toEqual(named(40))
  })

  it('keeps its order when more comes while some of it waits', async () => {
    const { done, receive } = intakeOf()
    receive(...named(40))
    await turn()
    receive('late')
    expect(done).toEqual(named(32))
    await turn()
    receive('later')
    expect(done).toEqual([...named(40), 'late', 'later'])
  })

  it('counts by its size as well: sixty-four kilobytes a turn, and half a megabyte that waits', async () => {
    const { done, receive } = intakeOf()
    receive(kilobytes(63), kilobytes(1), kilobytes(60), 'end')
    expect(done.length).toBe(2)
    receive(...named(8).map(() => kilobytes(64)))
    expect(done.at(-1)).toBe('pause')
    while (!done.includes('resume')) await turn()
    expect(done.length).toBe(4 + 8 + 2)
  })

  it('is read no further while two hundred and fifty-six wait, until all are handed on', async () => {
    const { done, receive } = intakeOf()
    receive(...named(16 + 255))
    expect(done).not.toContain('pause')
    receive('last', 'more')
    expect(done.filter((what) => what === 'pause')).toHaveLength(1)
    while (!done.includes('resume')) await turn()
    expect(done.slice(-3)).toEqual(['last', 'more', 'resume'])
  })
})
