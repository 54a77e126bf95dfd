import { app } from '../app/index'
import { UploadStore } from './upload-store'

/** The files that are on their way, whatever page is open. */
export const uploads = new UploadStore(() => app.media, {
  ready,

  // The page of the room may be gone; what is said goes into the outbox all the same.
  say(room, kind, body, reply) {
    const entered = app.enterRoom(room, {})
    const problem = entered.send(kind, body, reply === undefined ? {} : { reply })
    entered.leave()
    return problem
  },
})

/** Also when it is over: then the upload says why. */
async function ready(room: string): Promise<void> {
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const entered = app.enterRoom(room, { onState: ({ live }) => live && arrive(), onGone: arrive })
  await arrived
  entered.leave()
}
