import type { Membership } from '../store'

/** A membership as its table has it. */
export type MembershipRow = Omit<Membership, 'marked' | 'shown'> & {
  marked: number | null
  shown: number | null
}

/** Field by field, for a row may have others beside these. */
export function membershipOf({ room, person, role, read, joined, marked, shown }: MembershipRow): Membership {
  return {
    ...{ room, person, role, read, joined },
    ...(marked !== null && { marked }),
    ...(shown !== null && { shown }),
  }
}
