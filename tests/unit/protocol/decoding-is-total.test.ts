import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ClientFrameType,
  type Decoded,
  decodeClient,
  decodeServer,
  type Port,
  refusals,
} from '#protocol'
import { mutation } from './mutations'
import { clientSamples, portOf, serverSamples } from './samples'

const port = fc.constantFrom<Port>('group', 'direct')
const clientTypes = Object.keys(clientSamples) as ClientFrameType[]

/** Whether an answer is a frame, or a refusal that a client can read and that has a known code. */
function isAnswer(decoded: Decoded): boolean {
  if ('frame' in decoded) return decoded.frame.type in clientSamples
  const refused = JSON.stringify({ type: 'refused', ...decoded.refusal })
  return decoded.refusal.code in refusals && decodeServer(refused) !== undefined
}

describe('decodeClient answers with a frame or a named refusal, whatever comes', () => {
  it('any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), port, (wire, at) => isAnswer(decodeClient(wire, at))),
    )
  })

  it('any JSON', () => {
    fc.assert(fc.property(fc.json(), port, (wire, at) => isAnswer(decodeClient(wire, at))))
  })

  it('any mutation of a valid frame', () => {
    const mutated = mutation(clientSamples)
    fc.assert(
      fc.property(mutated, port, (wire, at) => isAnswer(decodeClient(wire, at))),
      { numRuns: 2_000 },
    )
  })

  it('a valid frame that was cut anywhere', () => {
    for (const sample of Object.values(clientSamples)) {
      const wire = JSON.stringify(sample)
      for (let end = 0; end < wire.length; end += 1)
        expect(decodeClient(wire.slice(0, end), 'group')).toHaveProperty('refusal.code', 'bad-frame')
    }
  })

  it('JSON nested as deep as a frame can be', () => {
    const deep = 32_000
    for (const wire of ['['.repeat(deep) + ']'.repeat(deep), '{"a":'.repeat(9_000) + 1 + '}'.repeat(9_000)])
      expect(isAnswer(decodeClient(wire, 'group'))).toBe(true)
  })
})

describe('decodeClient gives back what was sent', () => {
  it.each(clientTypes)('%s, with every field', (type) => {
    const sample = clientSamples[type]
    expect(decodeClient(JSON.stringify(sample), portOf(type))).toEqual({ frame: sample })
  })

  it('without the fields that the type does not have', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...clientTypes),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (type, extra) => {
          const sample = clientSamples[type]
          const wire = JSON.stringify({ ...extra, ...sample })
          expect(decodeClient(wire, portOf(type))).toEqual({ frame: sample })
        },
      ),
    )
  })
})

describe('decodeServer gives a frame or nothing, whatever comes', () => {
  const isFrameOrNothing = (wire: string): boolean => {
    const frame = decodeServer(wire)
    return frame === undefined || frame.type in serverSamples
  }

  it('any string', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), isFrameOrNothing))
  })

  it('any JSON', () => {
    fc.assert(fc.property(fc.json(), isFrameOrNothing))
  })

  it('any mutation of a valid frame', () => {
    fc.assert(fc.property(mutation(serverSamples), isFrameOrNothing), { numRuns: 2_000 })
  })
})
