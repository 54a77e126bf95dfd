import { house } from './house'
import { ParcelStore } from './stores/parcel-store'

/** The files that are on their way, whatever page is open. */
export const parcels = new ParcelStore(() => house.media, {
  ready,

  // The page of the room may be gone; what is said goes into the outbox all the same.
  say(room, kind, body, reply) {
    const visit = house.enterRoom(room, {})
    const problem = visit.send(kind, body, reply === undefined ? {} : { reply })
    visit.leave()
    return problem
  },
})

/** Also when it is over: then the upload says why. */
async function ready(room: string): Promise<void> {
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const visit = house.enterRoom(room, { onState: ({ live }) => live && arrive(), onGone: arrive })
  await arrived
  visit.leave()
}
