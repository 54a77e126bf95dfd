import type { RefusalCode } from './refusals'

/** What is wrong with a value, and the refusal that says so. */
export interface Problem {
  code: RefusalCode
  message: string
}

/** One field of a frame: tells what is wrong with a value, or nothing. Never throws. */
export interface Field<T> {
  problem(value: unknown, path: string): Problem | undefined
  readonly optional?: boolean
  /** Never set: carries the type of the value to `Shaped`. */
  readonly type?: T
}

export type Shape = Record<string, Field<unknown>>

type OptionalKeys<S extends Shape> = { [K in keyof S]: S[K] extends { optional: true } ? K : never }[keyof S]
/** The type of the values that a field takes. */
export type TypeOf<F> = F extends Field<infer T> ? T : never

/** The type of the objects that a shape describes. */
export type Shaped<S extends Shape> = { [K in Exclude<keyof S, OptionalKeys<S>>]: TypeOf<S[K]> } & {
  [K in OptionalKeys<S>]?: TypeOf<S[K]>
}

/** A field that must satisfy a test; `expected` completes the sentence "… must be". */
export function field<T>(
  test: (value: unknown) => boolean,
  expected: string,
  code: RefusalCode = 'bad-frame',
): Field<T> {
  return {
    problem: (value, path) => (test(value) ? undefined : { code, message: `${path} must be ${expected}.` }),
  }
}

export function optional<T>(inner: Field<T>): Field<T> & { optional: true } {
  return { ...inner, optional: true }
}

/** A list of `most` entries; `tooMany` says that there are more. */
export function list<T>(
  inner: Field<T>,
  most = Number.POSITIVE_INFINITY,
  tooMany: RefusalCode = 'bad-frame',
): Field<T[]> {
  return {
    problem(value, path) {
      if (!Array.isArray(value)) return { code: 'bad-frame', message: `${path} must be a list.` }
      if (value.length > most) return { code: tooMany, message: `${path} has more than ${most} entries.` }
      for (let index = 0; index < value.length; index += 1) {
        const problem = inner.problem(value[index], `${path}[${index}]`)
        if (problem) return problem
      }
      return undefined
    },
  }
}

/** A list with something in it. */
export function some<T>(inner: Field<T>, most: number, tooMany: RefusalCode): Field<T[]> {
  const entries = list(inner, most, tooMany)
  return {
    problem: (value, path) =>
      Array.isArray(value) && value.length === 0
        ? { code: 'bad-frame', message: `${path} is empty.` }
        : entries.problem(value, path),
  }
}

export function object<S extends Shape>(shape: S): Field<Shaped<S>> & { shape: S } {
  return { shape, problem: (value, path) => shapeProblem(shape, value, path) }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The first thing that keeps a value from having this shape. Fields beyond the shape are allowed. */
export function shapeProblem(shape: Shape, value: unknown, path: string): Problem | undefined {
  if (!isObject(value)) return { code: 'bad-frame', message: `${path} must be an object.` }
  for (const [name, check] of Object.entries(shape)) {
    // `own` keeps a name such as "constructor" from being read off the prototype.
    const given = Object.prototype.hasOwnProperty.call(value, name) ? value[name] : undefined
    if (given === undefined && check.optional) continue
    if (given === undefined) return { code: 'bad-frame', message: `${path}.${name} is missing.` }
    const problem = check.problem(given, `${path}.${name}`)
    if (problem) return problem
  }
  return undefined
}

/** A copy that holds the fields of the shape and nothing else. The value must have the shape. */
export function pick<S extends Shape>(shape: S, value: Record<string, unknown>): Shaped<S> {
  const copy: Record<string, unknown> = {}
  for (const name of Object.keys(shape)) {
    if (value[name] !== undefined) copy[name] = value[name]
  }
  return copy as Shaped<S>
}
