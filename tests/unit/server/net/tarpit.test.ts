import { describe, expect, it } from 'vitest'
import { Tarpit } from '../../../../server/net/tarpit'

/** A tarpit on a clock that stands until it is moved; the milliseconds for which each refusal waits. */
function tarpit() {
  const waits: number[] = []
  const release: Array<() => void> = []
  let now = 5_000
  const pit = new Tarpit(
    () => now,
    (ms) => {
      waits.push(ms)
      return new Promise<void>((done) => release.push(done))
    },
  )
  const refuse = (sender: string, times: number) => {
    for (let at = 0; at < times; at += 1) void pit.hold(sender)
  }
  const pass = (ms: number) => {
    now += ms
  }
  return { pit, waits, release, refuse, pass }
}

describe('refusals of one sender', () => {
  it('are answered at once where they are few', () => {
    const { refuse, waits } = tarpit()
    refuse('eve', 20)
    expect(waits).toEqual([])
  })

  it('wait where they are many, one behind the other, and a second at most', () => {
    const { refuse, waits } = tarpit()
    refuse('eve', 20)
    refuse('eve', 100)
    expect(waits.slice(0, 3)).toEqual([50, 100, 150])
    expect(waits).toHaveLength(100)
    expect(Math.max(...waits)).toBe(1_000)
  })

  it('are nothing to another one', () => {
    const { refuse, waits } = tarpit()
    refuse('eve', 20)
    refuse('bo', 20)
    expect(waits).toEqual([])
  })

  it('are answered at once again after a while', () => {
    const { refuse, waits, pass } = tarpit()
    refuse('eve', 1_000)
    const before = waits.length
    pass(2_000)
    refuse('eve', 20)
    expect(waits).toHaveLength(before)
  })
})

describe('refusals of very many', () => {
  it('are answered at once beyond those that wait already, until some of them are answered', async () => {
    const { pit, refuse, waits, release } = tarpit()
    for (let sender = 0; sender < 200; sender += 1) refuse(`eve ${sender}`, 30)
    expect(waits).toHaveLength(1_000)
    await pit.hold('eve 0')
    release[0]?.()
    await Promise.resolve()
    await Promise.resolve()
    refuse('eve 0', 1)
    expect(waits).toHaveLength(1_001)
  })
})
