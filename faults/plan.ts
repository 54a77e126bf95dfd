import fc from 'fast-check'

/** What is done to one node. */
export const kinds = ['kill', 'freeze', 'cut', 'half-close', 'delay', 'stall', 'fill', 'clock'] as const
export type Kind = (typeof kinds)[number]

export interface Step {
  /** Milliseconds of peace before it. */
  pauseMs: number
  kind: Kind
  /** Which of the nodes. */
  node: number
  /** Milliseconds that it lasts. */
  lastsMs: number
}

/** The faults of a run, one after the other until its seconds are over. The same seed gives the same plan. */
export function planOf(seed: number, seconds: number, nodes: number, possible: readonly Kind[]): Step[] {
  const step = fc.noBias(
    fc.record({
      pauseMs: fc.integer({ min: 300, max: 3_000 }),
      kind: fc.constantFrom(...possible),
      node: fc.nat(nodes - 1),
      lastsMs: fc.integer({ min: 200, max: 3_000 }),
    }),
  )
  // Each takes half a second at least.
  const steps = fc.sample(step, { seed, numRuns: seconds * 2 })
  let endMs = 0
  return steps.filter(({ pauseMs, lastsMs }) => {
    endMs += pauseMs + lastsMs
    return endMs <= seconds * 1_000
  })
}
