import type { Store } from '../store/store'

/*
 * Who is blocked is not told: to them all must look as if the one who blocks were never there. And who blocks hears
 * nothing of the other one either.
 */

/** Everybody between whom and this person a block stands, whichever of the two has blocked the other. */
export async function apartFrom(person: string, { links }: Store): Promise<Set<string>> {
  const [blocked, blockers] = await Promise.all([links.blockedBy(person), links.blockersOf(person)])
  return new Set([...blocked, ...blockers])
}

/** Whether `by` has blocked the person. */
export async function hasBlocked(by: string, person: string, { links }: Store): Promise<boolean> {
  return (await links.blockOf(by, person)) !== undefined
}

/** Those of a pair who have blocked the other one. */
export async function blockersIn([one, other]: string[], store: Store): Promise<string[]> {
  if (!one || !other) return []
  const [first, second] = await Promise.all([hasBlocked(one, other, store), hasBlocked(other, one, store)])
  return [...(first ? [one] : []), ...(second ? [other] : [])]
}
