import { Type } from 'typebox'
import { expect, it } from 'vitest'
import type { Person } from '#protocol'
import { exactly } from '../../../../server/http/exactly'

const id = Type.String()
const name = id
const avatar = id

it('a schema that says what a type says is taken as it is', () => {
  const schema = Type.Object({ id, name, avatar })
  expect(exactly<Person>()(schema)).toBe(schema)
})

it('a schema that says anything else does not compile', () => {
  // @ts-expect-error a field is missing
  exactly<Person>()(Type.Object({ id, name }))
  // @ts-expect-error a field is of another type
  exactly<Person>()(Type.Object({ id, name, avatar: Type.Integer() }))
  // @ts-expect-error a field may be missing
  exactly<Person>()(Type.Object({ id, name, avatar: Type.Optional(avatar) }))
  // @ts-expect-error there is a field too many, though it may be missing
  exactly<Person>()(Type.Object({ id, name, avatar, age: Type.Optional(Type.Integer()) }))
})
