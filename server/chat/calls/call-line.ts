import type { CallRecord } from '#protocol'
import type { Audience } from '../../store/store'
import { stranger } from '../people'
import type { CallDeps } from './call-kind'

/** A call that is over: its id, its room, and who called. */
interface Over {
  id: string
  room: string
  from: string
}

/**
 * What is left of a call: a line in its room. Idempotent: the line's id is that of the call, and a client cannot choose an id with a
 * slash. Rejects with `StoreUnavailable`.
 */
export async function sayCall(
  { id, room, from }: Over,
  body: CallRecord,
  { ports, appender }: CallDeps,
  audience?: Audience,
): Promise<void> {
  const author = (await ports.people.get(from)) ?? stranger(from)
  const draft = { id: `call/${id}`, from, kind: 'call', body, time: ports.now() } as const
  await appender.add(room, { ...draft, ...(audience && { audience }) }, author)
}
