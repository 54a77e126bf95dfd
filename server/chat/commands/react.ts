import type { FrameOf } from '#protocol'
import type { Draft } from '../../store/store'
import type { Answer } from '../answer'
import { isRefusal, refuse } from '../answer'
import type { Client } from '../client'
import type { ChatContext } from '../context'
import { objectionTo } from '../reachable'
import { changeTo } from '../reactions'

/**
 * Puts an emoji on a message, or takes it off. It is given to the gatherer before anything is awaited: so what one person puts
 * on and takes off again keeps its order.
 */
export function react(frame: FrameOf<'react'>, client: Client, chat: ChatContext): Answer | Promise<Answer> {
  const { room, seq, emoji, on } = frame
  const hub = chat.hubs.entered(client, room)
  if (!hub) return refuse('not-entered')
  const me = client.person.id
  if (hub.state.isBlocking(me)) return refuse('blocked')
  if (hub.state.isBlocking(hub.state.peerOf(me))) return reactUnheard(frame, client, chat)
  const telling = chat.reactions.add(room, seq, { person: me, emoji, on })
  return telling.then((told) =>
    isRefusal(told) ? told : { type: 'accepted', room, seq: told.seq, time: told.time },
  )
}

/** Who is blocked is answered as ever, and nothing is kept. */
async function reactUnheard(
  { room, seq }: FrameOf<'react'>,
  client: Client,
  chat: ChatContext,
): Promise<Answer> {
  const { store, newId, now } = chat.ports
  const refusal = objectionTo(await store.messages.get(room, seq), client.person.id)
  if (refusal) return refusal
  const [reactors] = await store.marks.reactions(room, [seq])
  const body = changeTo(seq, reactors ?? { version: 0, people: [] }, [])
  const said = { id: `react/${newId()}`, from: client.person.id, kind: 'react', body, time: now() } as const
  const draft: Draft = { ...said, audience: 'author' }
  // As ever, their own socket hears of it too.
  const appended = await chat.appender.add(room, draft, client.person)
  if (!('seq' in appended)) throw new Error('An id that the server made was there already')
  return { type: 'accepted', room, seq: appended.seq, time: appended.time }
}
