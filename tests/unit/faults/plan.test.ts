import { describe, expect, it } from 'vitest'
import { kinds, planOf } from '../../../faults/plan'

describe('a plan of faults', () => {
  it('is the same for the same seed, and another for another', () => {
    const plan = planOf(7, 600, 2, kinds)
    expect(planOf(7, 600, 2, kinds)).toEqual(plan)
    expect(planOf(8, 600, 2, kinds)).not.toEqual(plan)
  })

  it('fits into its seconds, and fills them', () => {
    const plan = planOf(7, 60, 1, kinds)
    const ms = plan.reduce((sum, { pauseMs, lastsMs }) => sum + pauseMs + lastsMs, 0)
    expect(ms).toBeLessThanOrEqual(60_000)
    expect(ms).toBeGreaterThan(50_000)
  })

  it('has faults of every possible kind, on every node, and no others', () => {
    const plan = planOf(7, 600, 2, kinds)
    expect(new Set(plan.map(({ kind }) => kind))).toEqual(new Set(kinds))
    expect(new Set(plan.map(({ node }) => node))).toEqual(new Set([0, 1]))
    expect(new Set(planOf(7, 600, 1, ['cut']).map(({ kind }) => kind))).toEqual(new Set(['cut']))
  })
})
