import type { FrameOf, Person, Readers, RefusalCode, ServerFrame } from '../../miniprogram/protocol/index'
import { hasLine, limits } from '../../miniprogram/protocol/index'
import type { ModelRoom } from './model-room'

/** What the model knows of its people. */
interface People {
  /** Those who have turned receipts off. */
  silent: ReadonlySet<string>
  person(id: string): Person
}

/** Who has read a message of one's own, and who has not. All are members since before the first message. */
export function readers(
  room: ModelRoom,
  frame: FrameOf<'readers'>,
  me: string,
  { silent, person }: People,
): ServerFrame | RefusalCode {
  const message = room.messages[frame.seq - 1]
  if (room.kind === 'lobby') return 'lobby-is-open'
  if (!message || !(hasLine(message) || message.kind === 'recalled')) return 'unknown-message'
  if (message.from.id !== me) return 'not-yours'
  if (message.kind === 'recalled') return 'already-recalled'
  if (silent.has(me)) return 'receipts-off'
  const others = [...room.members].filter((id) => id !== me && !silent.has(id)).sort()
  const list = (name: 'read' | 'unread'): Readers => {
    const ids = others.filter((id) => room.readBy(id) >= frame.seq === (name === 'read'))
    const { of = name, after = '', counts } = frame
    const rest = counts || of !== name ? [] : ids.filter((id) => id > after)
    const people = rest.slice(0, limits.pageReaders).map(person)
    return { count: ids.length, people, more: rest.length > people.length }
  }
  return { type: 'readers', room: room.id, seq: frame.seq, read: list('read'), unread: list('unread') }
}
