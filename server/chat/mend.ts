import type { Unsubscribe } from '../state/state'
import type { House } from './house'
import { UntilDone } from './live/until-done'
import { keepRooms } from './own-rooms'
import { bringInvitations } from './visit'
import type { Visitor } from './visitor'

/** People who are looked after at the same time. */
const atOnce = 20

/**
 * Makes good what this node has not heard, whenever news between the nodes were lost: the store says how
 * things stand, as soon as it can be read.
 */
export function mendAfterGaps(home: House): Unsubscribe {
  const mending = new UntilDone(() => mend(home))
  const forget = home.ports.state.bus.onGap(() => mending.ask())
  return () => {
    forget()
    mending.stop()
  }
}

export async function mend(home: House): Promise<void> {
  home.ports.people.forget()
  await Promise.all(home.feeds.all().map((feed) => feed.mend()))
  const visitors = home.residents.all()
  while (visitors.length > 0)
    await Promise.all(visitors.splice(0, atOnce).map((visitor) => mendVisitor(visitor, home)))
}

async function mendVisitor(visitor: Visitor, home: House): Promise<void> {
  visitor.person = (await home.ports.people.get(visitor.person.id)) ?? visitor.person
  await keepRooms(visitor, home)
  if (visitor.port === 'direct') await bringInvitations(visitor, home)
}
