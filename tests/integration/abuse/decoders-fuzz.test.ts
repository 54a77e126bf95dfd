import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeClient, decodeServer, type Port, refusals } from '#protocol'
import { mutation } from '../../unit/protocol/mutations'
import { clientSamples, serverSamples } from '../../unit/protocol/samples'
import { fuzzFrames, fuzzSeed, fuzzTimeout, noise } from './fuzz'

const port = fc.constantFrom<Port>('group', 'direct')
const run = { seed: fuzzSeed, numRuns: Math.ceil(fuzzFrames / 2) }

it(
  `whatever a client sends is a frame, or a refusal that it can read (${fuzzFrames / 2} frames)`,
  () => {
    const answers = (wire: string, at: Port) => {
      const decoded = decodeClient(wire, at)
      if ('frame' in decoded) return decoded.frame.type in clientSamples
      const told = decodeServer(JSON.stringify({ type: 'refused', ...decoded.refusal }))
      return decoded.refusal.code in refusals && told !== undefined
    }
    const wire = fc.oneof({ weight: 4, arbitrary: mutation(clientSamples) }, { weight: 1, arbitrary: noise })
    fc.assert(fc.property(wire, port, answers), run)
  },
  fuzzTimeout,
)

it(
  `whatever a server sends is a frame or nothing (${fuzzFrames / 2} frames)`,
  () => {
    const isFrameOrNothing = (wire: string) => {
      const frame = decodeServer(wire)
      return frame === undefined || frame.type in serverSamples
    }
    const wire = fc.oneof({ weight: 4, arbitrary: mutation(serverSamples) }, { weight: 1, arbitrary: noise })
    fc.assert(fc.property(wire, isFrameOrNothing), run)
    expect(isFrameOrNothing('{"type":"none"}')).toBe(true)
  },
  fuzzTimeout,
)
