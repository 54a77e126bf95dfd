import type {
  Bundle,
  FrameOf,
  Message,
  Outcome,
  Person,
  RefusalCode,
  ServerFrame,
} from '../../miniprogram/protocol/index'
import { hasLine, isMediaKind, limits } from '../../miniprogram/protocol/index'
import { depthOf } from '../../server/chat/media-in'
import type { ModelDraft } from './model-changes'
import { ModelRoom } from './model-room'

/** Frames that say messages at several targets. */
export type Batch = FrameOf<'forward'> | FrameOf<'send'>
type Content = Pick<ModelDraft, 'kind' | 'body' | 'forwarded'>

/** What a batch needs of the server. */
interface Places {
  rooms: Map<string, ModelRoom>
  isPerson(id: string): boolean
  /** A refusal for the moment, where the model commits that fault. */
  fault(): RefusalCode | undefined
  append(room: ModelRoom, draft: ModelDraft): Message
}

/** Says a batch at each of its targets. What the program of a phone forwards is there: the model holds no bytes. */
export function sayAt(frame: Batch, person: Person, places: Places): ServerFrame | RefusalCode {
  const isMuch =
    frame.type === 'forward' && !frame.bundle && frame.of.length * frame.to.length > limits.copies
  if (isMuch) return 'too-many-copies'
  const contents =
    frame.type === 'send' ? [{ kind: frame.kind, body: frame.body }] : forwarded(frame, person, places)
  const rooms = frame.to.map((target) => roomOf(target, person, places))
  const isDone = (room: ModelRoom | RefusalCode) =>
    typeof room !== 'string' &&
    room.messages.some(({ id, from }) => id === `1/${frame.id}` && from.id === person.id)
  if (typeof contents === 'string' && !rooms.some(isDone)) return contents
  return {
    type: 'sent',
    to: frame.to.map(({ room, person: other }, at): Outcome => {
      const there = rooms[at] ?? 'unknown-room'
      const said = typeof there === 'string' ? there : say(there, frame, contents, person, places)
      const target = { ...(room !== undefined && { room }), ...(other !== undefined && { person: other }) }
      if (typeof said === 'string') return { ...target, code: said, message: said }
      const time = said.at(-1)?.time ?? 0
      return {
        ...target,
        in: typeof there === 'string' ? there : there.id,
        seqs: said.map(({ seq }) => seq),
        time,
      }
    }),
  }
}

function say(
  room: ModelRoom,
  frame: Batch,
  contents: Content[] | RefusalCode,
  person: Person,
  places: Places,
): Message[] | RefusalCode {
  const many = frame.type === 'forward' && !frame.bundle ? frame.of.length : 1
  const ids = Array.from({ length: many }, (_, at) => `${at + 1}/${frame.id}`)
  const known = ids.map((id) => room.messages.find((one) => one.id === id && one.from.id === person.id))
  // The model does not remember what was forwarded: a retry has the same id, and is the same.
  const isOther = frame.type === 'send' && known[0] && room.bodies[known[0].seq - 1] !== frame.body
  if (isOther) return 'id-reused'
  const there = known.filter((one) => one !== undefined)
  if (there.length === many) return there
  if (typeof contents === 'string') return contents
  return (
    places.fault() ??
    contents.map((content, at) => known[at] ?? places.append(room, { id: ids[at] ?? '', ...content }))
  )
}

function roomOf(
  target: Batch['to'][number],
  { id }: Person,
  { rooms, isPerson }: Places,
): ModelRoom | RefusalCode {
  if (target.room !== undefined) {
    const room = rooms.get(target.room)
    return room?.members.has(id) ? room : 'unknown-room'
  }
  const other = target.person ?? id
  return isPerson(other) ? (roomOfTwo(id, other, rooms) ?? 'not-a-contact') : 'unknown-person'
}

/** That of one with themselves is made by the first use. */
function roomOfTwo(person: string, other: string, rooms: Places['rooms']): ModelRoom | undefined {
  const size = person === other ? 1 : 2
  const isTheirs = ({ kind, members }: ModelRoom) =>
    kind === 'direct' && members.size === size && members.has(person) && members.has(other)
  const known = [...rooms.values()].find(isTheirs)
  if (known || size === 2) return known
  const made = new ModelRoom(`notes-${person}`, 'direct', [person])
  rooms.set(made.id, made)
  return made
}

function forwarded(
  { of, bundle }: FrameOf<'forward'>,
  person: Person,
  { rooms }: Places,
): Content[] | RefusalCode {
  const messages: Message[] = []
  for (const { room, seq } of of) {
    const from = rooms.get(room)
    if (!from?.members.has(person.id)) return 'unknown-room'
    const line = from.messages[seq - 1]
    if (!line) return 'unknown-message'
    const message = from.private.seenBy(person.id, line)
    if (message.kind === 'recalled') return 'already-recalled'
    if (!isForwardable(message)) return 'cannot-be-forwarded'
    messages.push(message)
  }
  if (!bundle) return messages.map(({ kind, body }) => ({ kind, body, forwarded: true }))
  const body = bundleOf(messages)
  const bytes = new TextEncoder().encode(JSON.stringify(body)).length
  const isTooLarge = bytes > limits.bundleBytes || depthOf(body) > limits.bundleDepth
  return isTooLarge ? 'bundle-too-large' : [{ kind: 'bundle', body, forwarded: true }]
}

function isForwardable(message: Message): boolean {
  const { kind } = message
  return hasLine(message) && (kind === 'text' || kind === 'emoji' || kind === 'bundle' || isMediaKind(kind))
}

function bundleOf(messages: Message[]): Bundle {
  const inOrder = [...messages].sort((one, other) => one.time - other.time || one.seq - other.seq)
  const entry = ({ from: { name, avatar }, kind, body, time }: Message) => ({
    name,
    avatar,
    kind,
    body,
    time,
  })
  return { messages: inOrder.map(entry) }
}
