import { lobby } from '#protocol'
import type { Ports } from '../chat/ports'

/** Guests that are looked at in one step. */
const page = 50

/**
 * Removes the guests whom nobody can miss: not seen since, never said anything, in no room but the lobby, and neither
 * connected with anybody nor asked to be. `before` must be so long ago that every token of theirs has ended: then they
 * cannot come back meanwhile.
 */
export async function removeIdleGuests(before: number, ports: Ports): Promise<void> {
  const { accounts, rooms, uploads } = ports.store
  let after = ''
  for (;;) {
    const guests = await accounts.idleGuests(before, after, page)
    for (const guest of guests) {
      if (await isMissed(guest, ports)) continue
      await rooms.quit(lobby, guest)
      await uploads.markOwnedForDeletion(guest)
      // Last: what a server that dies has begun is found again.
      await accounts.removeGuest(guest, before)
    }
    const last = guests.at(-1)
    if (last === undefined) return
    after = last
  }
}

async function isMissed(guest: string, { store: { rooms, links, messages } }: Ports): Promise<boolean> {
  if ((await rooms.of(guest)).some(({ room }) => room !== lobby)) return true
  const ties = await Promise.all([
    links.pairsOf(guest),
    links.waitingFor(guest),
    links.waitingFrom(guest),
    links.blockedBy(guest),
  ])
  // Last, for it is slow.
  return ties.some(({ length }) => length > 0) || messages.hasLineOf(guest)
}
