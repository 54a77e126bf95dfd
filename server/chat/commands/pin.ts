import type { FrameOf, Pinned } from '#protocol'
import type { Draft, Line } from '../../store/store'
import type { Answer } from '../answer'
import { refuse } from '../answer'
import type { ChatContext, Command } from '../context'
import { stranger } from '../people'
import { objectionTo } from '../reachable'
import { append } from './say'

/** Pins a message to the room, or takes it off. First it is so, and then it is said: if the process dies between the two, a retry says it. */
export const pin: Command<'pin'> = async (frame, client, chat): Promise<Answer> => {
  const { room, seq, on, id } = frame
  const me = client.person.id
  const hub = chat.hubs.entered(client, room)
  if (!hub) return refuse('not-entered')
  if (hub.state.isBlocking(me)) return refuse('blocked')
  const { messages, marks } = chat.ports.store
  // A repeat is answered and not done again: since then somebody may have taken off what it pinned.
  const first = await messages.find(room, me, id)
  if (first) return repeated(first, frame)
  const line = await messages.get(room, seq)
  const objection = objectionTo(line, me)
  if (objection) return objection

  const draft = { id, from: me, time: hub.state.clock.now() }
  // Who is blocked is answered as ever, and nothing is kept; nor of what only one of the two sees.
  if (line?.audience || hub.state.isBlocking(hub.state.peerOf(me))) {
    const pinned = (await marks.pinned(room)) ?? { version: 0, seqs: [] }
    return append({ ...pinLine(draft, seq, on, pinned), audience: 'author' }, room, client, chat)
  }
  const done = await marks.pin(room, seq, on)
  if (done === 'full') return refuse('too-many-pins')
  const answer = await append(pinLine(draft, seq, on, done.pinned), room, client, chat)
  // It may have been taken back at the same moment, just before it was pinned.
  if (on && (await messages.get(room, seq))?.kind === 'recalled') await unpin(room, seq, me, false, chat)
  return answer
}

/** What was taken back is pinned no more. `isRepeat`: it may be that a try before has done it, and died before it was said. */
export async function unpin(
  room: string,
  seq: number,
  author: string,
  isRepeat: boolean,
  chat: ChatContext,
): Promise<void> {
  const { store, people, now } = chat.ports
  const done = await store.marks.pin(room, seq, false)
  if (done === 'full' || !(done.changed || (isRepeat && done.pinned.version > 0))) return
  const draft = { id: `unpin/${seq}`, from: author, time: now() }
  const from = (await people.get(author)) ?? stranger(author)
  // Of no socket: nobody is answered with it. Where it was said before, that stays.
  await chat.appender.add(room, pinLine(draft, seq, false, done.pinned), from)
}

function pinLine(
  draft: Pick<Draft, 'id' | 'from' | 'time'>,
  seq: number,
  on: boolean,
  pinned: Pinned,
): Draft {
  return { ...draft, kind: 'pin', body: { seq, on, pinned } }
}

function repeated({ kind, body, seq, time }: Line, frame: FrameOf<'pin'>): Answer {
  const isSame = typeof body === 'object' && 'on' in body && body.seq === frame.seq && body.on === frame.on
  if (kind !== 'pin' || !isSame) return refuse('id-reused')
  return { type: 'accepted', room: frame.room, seq, time }
}
