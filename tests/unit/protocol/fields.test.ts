import { describe, expect, it } from 'vitest'
import { list, object, optional, shapeProblem } from '../../../miniprogram/protocol/fields'
import { anyString, seq } from '../../../miniprogram/protocol/values'

describe('the problem of a value with a shape', () => {
  it('is nothing when every field fits, and those beyond the shape are allowed', () => {
    expect(shapeProblem({ seq }, { seq: 1, more: 2 }, 'frame')).toBeUndefined()
  })

  it('names the path to the first field that does not fit', () => {
    const shape = { rooms: list(object({ seq })) }
    const value = { rooms: [{ seq: 1 }, { seq: 0 }, {}] }
    expect(shapeProblem(shape, value, 'frame')?.message).toContain('frame.rooms[1].seq ')
  })

  it('is a missing field, also when every object inherits something by its name', () => {
    for (const name of ['constructor', 'toString', 'valueOf'])
      expect(shapeProblem({ [name]: anyString }, {}, 'frame')?.message).toBe(`frame.${name} is missing.`)
  })

  it('is not an optional field that is missing, but one that does not fit', () => {
    expect(shapeProblem({ seq: optional(seq) }, {}, 'frame')).toBeUndefined()
    expect(shapeProblem({ seq: optional(seq) }, { seq: 0 }, 'frame')).toBeDefined()
  })

  it.each([[null], [[]], ['text'], [5], [undefined]])('is the value itself when that is %j', (value) => {
    expect(shapeProblem({}, value, 'frame')).toHaveProperty('code', 'bad-frame')
  })
})
