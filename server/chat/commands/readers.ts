import type { FrameOf, Readers } from '#protocol'
import { limits, lobby, targetOf } from '#protocol'
import type { Line, Membership } from '../../store/store'
import { type Answer, type Refusal, refuse } from '../answer'
import type { Command } from '../context'
import { isMember } from '../membership'
import { stranger } from '../people'
import type { Ports } from '../ports'
import { shownRead } from '../shown-read'

/** Who has read a message of one's own, and who has not: one look at the memberships of its room. */
export const readers: Command<'readers'> = async (frame, client, { ports }): Promise<Answer> => {
  const { room, seq } = frame
  const me = client.person.id
  const { store } = ports
  if (room === lobby) return refuse('lobby-is-open')
  if (!(await isMember(room, me, store))) return refuse('unknown-room')
  const line = await store.messages.get(room, seq)
  const refusal = objection(line, me)
  if (!line || refusal) return refusal

  const members = await store.rooms.members(room, undefined, limits.membersPerRoom)
  const silent = new Set(await store.accounts.withoutReceipts(members.map(({ person }) => person)))
  if (silent.has(me)) return refuse('receipts-off')
  const others = members.filter(({ person }) => person !== me && !silent.has(person))
  const isDirect = (await store.rooms.get(room))?.kind === 'direct'
  const known = isDirect
    ? await asShown(others, me, ports)
    : others.filter(({ joined }) => joined <= line.time)
  const has = (isRead: boolean) =>
    known.filter(({ read }) => read >= seq === isRead).map(({ person }) => person)
  return {
    type: 'readers',
    room,
    seq,
    read: await listOf('read', has(true), frame, ports),
    unread: await listOf('unread', has(false), frame, ports),
  }
}

function objection(line: Line | undefined, me: string): Refusal | undefined {
  if (!line || targetOf(line) !== undefined) return refuse('unknown-message')
  if (line.from !== me) return refuse('not-yours')
  return line.kind === 'recalled' || line.audience === 'peer' ? refuse('already-recalled') : undefined
}

/** The other one of a pair, who has read as far as one may know. */
function asShown(others: Membership[], me: string, { store }: Ports): Promise<Membership[]> {
  return Promise.all(others.map(async (other) => ({ ...other, read: await shownRead(other, me, store) })))
}

/** One list, with the people of a page of it where they are asked for. */
async function listOf(
  name: FrameOf<'readers'>['of'],
  ids: string[],
  { of = name, after = '', counts }: FrameOf<'readers'>,
  { people }: Ports,
): Promise<Readers> {
  const rest = counts || of !== name ? [] : ids.filter((id) => id > after).sort()
  const page = rest.slice(0, limits.pageReaders)
  const known = await people.many(page)
  const shown = page.map((id) => known.get(id) ?? stranger(id))
  return { count: ids.length, people: shown, more: rest.length > page.length }
}
