import fc from 'fast-check'

/** Values that are one step away from a good one: what a faulty client, or a hostile one, puts in a field. */
const strange = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(null, '', 0, -0, -1, 1.5, 2 ** 53, 1e308, [], {}, '__proto__', 'constructor', '\ud800'),
)

/** A valid frame with one field replaced, taken away or added, under an ordinary or a dangerous name. */
export function mutation(samples: Record<string, object>): fc.Arbitrary<string> {
  return fc.constantFrom(...Object.values(samples)).chain((sample) => {
    const name = fc.constantFrom(
      ...Object.keys(sample),
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
    )
    return fc.tuple(name, fc.option(strange, { nil: undefined })).map(([field, value]) => {
      const entries = Object.entries(sample).filter(([key]) => key !== field)
      if (value !== undefined) entries.push([field, value])
      // Written by hand: an object literal would take `__proto__` for its prototype.
      return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${JSON.stringify(held)}`).join(',')}}`
    })
  })
}
