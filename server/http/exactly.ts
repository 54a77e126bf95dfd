import type { Static, TSchema } from 'typebox'

/** The parts of intersections put together, so that a type is the same however it was written. */
type Flat<T> = T extends object ? { [K in keyof T]: Flat<T[K]> } : T

type IsSame<A, B> =
  (<X>() => X extends Flat<A> ? 1 : 2) extends <X>() => X extends Flat<B> ? 1 : 2 ? true : false

/**
 * Takes a schema that describes exactly this type, optional fields included: what the protocol says of HTTP
 * and what the server checks and writes cannot differ, for then it does not compile.
 */
export function exactly<T>() {
  return <S extends TSchema>(schema: IsSame<Static<S>, T> extends true ? S : never): S => schema
}
