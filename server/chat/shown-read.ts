import type { Membership, Store } from '../store/store'

/**
 * How far one of a pair has read, as the other one may know it. Where receipts are off it stands where it stood, and to who
 * is blocked, too.
 */
export async function shownRead(
  { person, read, shown = read }: Membership,
  reader: string,
  { links }: Store,
): Promise<number> {
  const block = await links.blockOf(person, reader)
  return Math.min(shown, block?.read ?? shown)
}
