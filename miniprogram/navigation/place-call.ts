import { app } from '../app/index'
import { isOn } from '../calls/call'
import type { CallMedia, Person } from '../protocol/index'
import { complain } from '../ui/dialogs'
import { go } from './go'

const page = 'pages/call/call'

/** Opens the page of the call that goes on, or that of a group that may be joined. */
export function openCall(room?: string): void {
  const query = room === undefined ? '' : `?room=${room}`
  if (getCurrentPages().pop()?.route !== page) go(`/${page}${query}`)
}

/** Calls somebody with whom there is the talk `room`. Called by a tap: a browser asks for the microphone then. */
export function callPerson(peer: Person, room: string, media: CallMedia): void {
  const now = app.calls.get()
  if (isOn(now) && now.room !== room) {
    complain('in-a-call')
    return
  }
  if (!app.calls.canTalk) {
    go(`/${page}?person=${peer.id}&room=${room}&media=${media}`)
    return
  }
  if (!isOn(now)) app.calls.call(peer, room, media).catch(complain)
  openCall()
}

/** Takes the call that rings. */
export function takeCall(): void {
  // In WeChat a browser takes it: the page says how.
  if (app.calls.canTalk) app.calls.answer().catch(complain)
  openCall()
}
