import type { FrameOf } from '#protocol'
import { type Refusal, refuse } from './answer'
import { hasBlocked } from './blocks'
import type { Client } from './client'
import type { ChatContext } from './context'
import { favouritesOf } from './favourites'
import { isMember, pairOf } from './membership'

/** A room, or a person with whom one is connected. */
export type Target = FrameOf<'send'>['to'][number]

/** The room that a target stands for. `isUnheard`: the other one of the two has blocked who speaks. */
export interface Place {
  room: string
  isUnheard: boolean
}

/** Where a person may speak who names this target, or why they may not. The room need not be entered. */
export async function placeOf(target: Target, client: Client, chat: ChatContext): Promise<Place | Refusal> {
  const { store } = chat.ports
  const me = client.person.id
  const room = target.room ?? (await roomWith(target.person ?? me, me, chat))
  if (typeof room !== 'string') return room
  if (!(await isMember(room, me, store)))
    return refuse(target.room === undefined ? 'not-a-contact' : 'unknown-room')
  if ((await store.rooms.get(room))?.kind !== 'direct') return { room, isUnheard: false }
  const peer = (await pairOf(room, store)).find((one) => one !== me)
  if (peer === undefined) return { room, isUnheard: false }
  if (await hasBlocked(me, peer, store)) return refuse('blocked')
  return { room, isUnheard: await hasBlocked(peer, me, store) }
}

/** The room of the two; with oneself, that of what one keeps. */
async function roomWith(person: string, me: string, chat: ChatContext): Promise<string | Refusal> {
  if (person === me) return favouritesOf(me, chat.ports)
  const { links } = chat.ports.store
  if (!(await chat.ports.people.get(person))) return refuse('unknown-person')
  return (await links.roomOf(me, person)) ?? refuse('not-a-contact')
}
