import { type TSchema, Type } from 'typebox'
import { anywhere, type ProblemCode, problems } from './problems'

/**
 * The answers of a route: what it gives, and the problems it may name beside those of `anywhere`. The
 * type tells of the first only, for handlers return that and throw the others.
 */
export function responses<R extends Record<number, TSchema>>(good: R, ...codes: ProblemCode[]): R {
  const answers: Record<number, object> = { ...good }
  for (const [status, words] of byStatus([...codes, ...anywhere])) {
    answers[status] = {
      description: words.map((word) => `\`${word}\``).join(', '),
      content: { 'application/problem+json': { schema: Type.Ref('Problem#') } },
    }
  }
  return answers as R
}

function byStatus(codes: ProblemCode[]): Map<number, ProblemCode[]> {
  const groups = new Map<number, ProblemCode[]>()
  for (const code of codes) {
    const { status } = problems[code]
    groups.set(status, [...(groups.get(status) ?? []), code])
  }
  return groups
}

/** An answer that is not JSON: of one of these media types. */
export function media<T extends string | Buffer>(description: string, ...types: string[]) {
  const schema = Type.String({ description })
  return Type.Unsafe<T>({
    description,
    content: Object.fromEntries(types.map((type) => [type, { schema }])),
  })
}
