import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

const digits = /^\d+$/

/**
 * Checks each part of a request by its schema: what the OpenAPI document refuses is refused. An address holds nothing but
 * texts, so digits become a whole number where the schema wants one; nothing else becomes something else.
 */
export const validator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = Compile(schema)
  const wholes = httpPart === 'body' ? [] : integersOf(schema)
  return (given: unknown) => {
    const value = withNumbers(given, wholes)
    return check.Check(value) ? { value } : { error: check.Errors(value) }
  }
}

/**
 * Checks everything of a request but its body: where that is a stream, its schema only describes it in the
 * OpenAPI document.
 */
export const uncheckedBody: FastifySchemaCompiler<TSchema> = (route) =>
  route.httpPart === 'body' ? () => true : validator(route)

function integersOf(schema: { properties?: Record<string, { type?: string }> }): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, { type }]) =>
    type === 'integer' ? [name] : [],
  )
}

function withNumbers(given: unknown, names: string[]): unknown {
  if (names.length === 0 || typeof given !== 'object' || given === null) return given
  const value: Record<string, unknown> = { ...given }
  for (const name of names) {
    const text = value[name]
    if (typeof text === 'string' && digits.test(text)) value[name] = Number(text)
  }
  return value
}
