import type { Message, Person } from '../protocol/index'
import type { PendingMessage } from '../session/outbox'
import { contentOf } from './content'
import type { Line } from './line'

/** The key of a message's line: an id is its author's own, so the author belongs to it. */
export function keyOf(person: string, id: string): string {
  return `${person}.${id}`
}

/** A message of the history as a line, without its quote. */
export function lineOfMessage(message: Message, me: string): Line {
  const { seq, id, from, time, mentions } = message
  const content = contentOf(message)
  return {
    key: keyOf(from.id, id),
    seq,
    id,
    from,
    mine: from.id === me,
    ...content,
    time,
    status: 'sent',
    mentionsMe: content.kind !== 'recalled' && mentions?.includes(me) === true,
  }
}

/** A pending message of the outbox as a line, without its quote. */
export function lineOfPending(pending: PendingMessage, me: Person, unsaved: boolean): Line {
  const { id, kind = 'text', body, time, problem, seq } = pending
  const status = problem !== undefined ? 'failed' : seq !== undefined ? 'sent' : 'sending'
  return {
    key: keyOf(me.id, id),
    seq: seq ?? 0,
    id,
    from: me,
    mine: true,
    ...contentOf({ kind, body }),
    time,
    status,
    ...(problem !== undefined && { problem }),
    ...(unsaved && { unsaved }),
    mentionsMe: false,
  }
}
