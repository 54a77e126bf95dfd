import { lobby } from '#protocol'
import type { Ports } from '../chat/ports'

/** Guests that are looked at in one step. */
const page = 50
const dayMs = 86_400_000

export interface GuestTerms {
  /** Days after which a guest who was not seen is removed; with 0 all are kept. */
  guestDays: number
  /** Days that a token lives: while one does, its guest may come back with it. */
  tokenDays: number
}

/**
 * Removes the guests whom nobody can miss: not seen for so long, never said anything to others, in no room but the lobby, and neither
 * connected with anybody nor asked to be. What they kept for themselves goes with them: nobody else can reach it, nor can they.
 */
export async function removeIdleGuests({ guestDays, tokenDays }: GuestTerms, ports: Ports): Promise<void> {
  if (guestDays === 0) return
  const { accounts, rooms, uploads, hidden, links } = ports.store
  const before = ports.now() - Math.max(guestDays, tokenDays) * dayMs
  let after = ''
  for (;;) {
    const guests = await accounts.idleGuests(before, after, page)
    for (const guest of guests) {
      const own = await links.roomOf(guest, guest)
      if (await isMissed(guest, own, ports)) continue
      await rooms.quit(lobby, guest)
      if (own !== undefined) {
        await uploads.markRoomForDeletion(own)
        await rooms.remove(own)
      }
      await hidden.forget(lobby, guest)
      await uploads.markOwnedForDeletion(guest)
      // Last: what a server that dies has begun is found again.
      await accounts.removeGuest(guest, before)
    }
    const last = guests.at(-1)
    if (last === undefined) return
    after = last
  }
}

/** `own`: the room with themselves. */
async function isMissed(
  guest: string,
  own: string | undefined,
  { store: { rooms, links, messages } }: Ports,
): Promise<boolean> {
  if ((await rooms.of(guest)).some(({ room }) => room !== lobby && room !== own)) return true
  const ties = await Promise.all([
    links.pairsOf(guest),
    links.waitingFor(guest),
    links.waitingFrom(guest),
    links.blockedBy(guest),
  ])
  // Last, for it is slow.
  return ties.some(({ length }) => length > 0) || messages.hasLineOf(guest, own)
}
