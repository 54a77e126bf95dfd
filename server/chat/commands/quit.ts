import type { Answer } from '../answer'
import { isRefusal } from '../answer'
import { discardMediaOf } from '../claim-media'
import type { ChatContext, Command } from '../context'
import { asMember, isOwner } from '../membership'
import { putOut, tellMember, tellOwner } from '../membership-news'
import { stranger } from '../people'

/** Stops being a member. The longest member becomes the owner after an owner; the last one's room is removed. */
export const quit: Command<'quit'> = async (frame, client, chat): Promise<Answer> => {
  const { store } = chat.ports
  const me = client.person.id
  const membership = await asMember(frame.room, client, store)
  if (isRefusal(membership)) return membership

  await succeed(frame.room, me, chat)
  await store.rooms.quit(frame.room, me)
  const gone = putOut(frame.room, me, 'quit', chat, client.id)
  if ((await store.rooms.countMembers(frame.room)) === 0) await remove(frame.room, chat)
  else tellMember(frame.room, client.person, 'none', chat)
  // Where the room is gone by now its call leaves no line.
  chat.calls.group.cut(frame.room, me)
  return gone
}

async function remove(room: string, { ports }: ChatContext): Promise<void> {
  await discardMediaOf(room, ports)
  await ports.store.rooms.remove(room)
}

/** Hands the room over if it is theirs. The heir may be quitting at the same time: then to the next one. */
async function succeed(room: string, person: string, chat: ChatContext): Promise<void> {
  const { store, people } = chat.ports
  while (await isOwner(room, person, store)) {
    const longest = await store.rooms.members(room, undefined, 2)
    const heir = longest.find((member) => member.person !== person)?.person
    if (!heir) return
    if (!(await store.rooms.handOver(room, person, heir))) continue
    tellMember(room, (await people.get(heir)) ?? stranger(heir), 'owner', chat)
    await tellOwner(room, heir, chat)
  }
}
