import fc from 'fast-check'

/** What is done to one node. */
export const nodeKinds = ['kill', 'freeze', 'cut', 'half-close', 'delay', 'stall', 'fill', 'clock'] as const
/** What is done to the services that all the nodes stand on. */
export const serviceKinds = [
  'redis-kill',
  'redis-freeze',
  'redis-empty',
  'redis-cut',
  'redis-delay',
  'mongo-kill',
  'mongo-freeze',
  'mongo-cut',
  'mongo-delay',
] as const
export const kinds = [...nodeKinds, ...serviceKinds] as const
export type Kind = (typeof kinds)[number]

export interface Step {
  /** Milliseconds of peace before it. */
  pauseMs: number
  kind: Kind
  /** Which of the nodes; for a service it means nothing. */
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

/** What a step does, in words. */
export function inWords({ kind, node, lastsMs }: Step): string {
  const ofService = (serviceKinds as readonly Kind[]).includes(kind)
  return `${kind}${ofService ? '' : ` on node ${node}`} for ${lastsMs} ms`
}
