import { limits, targetOf } from '#protocol'
import { editsOf } from '../../store/edits'
import type { Draft, Line } from '../../store/store'
import { type Refusal, refuse } from '../answer'
import type { Command } from '../context'
import { append } from './say'

/**
 * Gives a text of one's own other words. The edit is a message itself, so that everyone learns of it in order. First it is
 * said and then the message is changed: if the process dies between the two, a retry finishes it, and so does who reads the edit.
 */
export const edit: Command<'edit'> = async ({ id, room, seq, body }, client, chat) => {
  if (typeof body !== 'string') return refuse('bad-body')
  const me = client.person.id
  const hub = chat.hubs.entered(client, room)
  if (!hub) return refuse('not-entered')
  if (hub.state.isBlocking(me)) return refuse('blocked')
  const { messages } = chat.ports.store
  const time = hub.state.clock.now()
  const line = await messages.get(room, seq)
  const refusal = objection(line, me, time, chat.ports.editMs)
  // A repeat is let through, whatever became of the message: it has its place already.
  if (refusal && !(await messages.find(room, me, id))) return refusal

  const isForAuthor = line?.audience !== undefined || hub.state.isBlocking(hub.state.peerOf(me))
  const draft: Draft = { id, from: me, kind: 'edit', body: { seq, text: body }, time }
  const answer = await append({ ...draft, ...(isForAuthor && { audience: 'author' }) }, room, client, chat)
  if (answer && 'type' in answer && answer.type === 'accepted') await messages.edit(room, answer.seq)
  return answer
}

function objection(line: Line | undefined, me: string, now: number, editMs: number): Refusal | undefined {
  if (!line || targetOf(line) !== undefined) return refuse('unknown-message')
  if (line.from !== me) return refuse('not-yours')
  if (line.kind === 'recalled' || line.audience === 'peer') return refuse('already-recalled')
  if (line.kind !== 'text') return refuse('not-a-text')
  if (line.source !== undefined) return refuse('not-your-words')
  if (now - line.time > editMs || editMs === 0) return refuse('too-late')
  return editsOf(line).length < limits.edits ? undefined : refuse('too-many-edits')
}
