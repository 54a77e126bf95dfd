import type {
  ClientFrame,
  FrameOf,
  Message,
  Person,
  RefusalCode,
  ServerFrame,
} from '../../miniprogram/protocol/index'
import { everyone, hasLine, limits, targetOf } from '../../miniprogram/protocol/index'
import type { ModelRoom } from './model-room'

/** A message before the model gives it a place; from who asks for it unless it says otherwise. */
export type ModelDraft = Omit<Message, 'seq' | 'from' | 'time'> & { from?: Person }
/** Puts one into the room. */
type Append = (draft: ModelDraft) => Message

/** Frames that say something, or change what was said. */
export type Speech = FrameOf<'say'> | FrameOf<'recall'> | FrameOf<'edit'> | FrameOf<'react'> | FrameOf<'pin'>

/** Within which texts may be edited. */
export const editMs = 900_000

export function isSpeech(frame: ClientFrame): frame is Speech {
  return ['say', 'recall', 'edit', 'react', 'pin'].includes(frame.type)
}

/** The line that such a frame makes, or has made before. */
export function speak(
  room: ModelRoom,
  person: Person,
  frame: Speech,
  now: number,
  append: Append,
): Message | RefusalCode {
  if (frame.type === 'say') return say(room, person, frame, now, append)
  if (frame.type === 'recall') return recall(room, person, frame, append)
  if (frame.type === 'edit') return edit(room, person, frame, now, append)
  if (frame.type === 'react') return react(room, person, frame, append)
  return pin(room, person, frame, append)
}

function say(
  room: ModelRoom,
  person: Person,
  { id, kind, body, reply, mentions }: FrameOf<'say'>,
  now: number,
  append: Append,
): Message | RefusalCode {
  const known = room.messages.find((one) => one.from.id === person.id && one.id === id)
  if (known && known.kind !== 'recalled' && room.bodies[known.seq - 1] !== body) return 'id-reused'
  if (known) return known
  if (mentions?.includes(everyone)) {
    if (person.id !== room.owner) return 'not-the-owner'
    if (now < room.everyoneAt + limits.everyoneMs) return 'everyone-again'
  }
  if (reply !== undefined && reply > room.top) return 'unknown-message'
  if (mentions?.includes(everyone)) room.everyoneAt = now
  const also = { ...(reply !== undefined && { reply }), ...(mentions !== undefined && { mentions }) }
  return append({ id, kind, body, ...also })
}

function recall(
  room: ModelRoom,
  { id: by }: Person,
  { seq }: FrameOf<'recall'>,
  append: Append,
): Message | RefusalCode {
  const message = room.messages[seq - 1]
  if (!message || targetOf(message) !== undefined) return 'unknown-message'
  // The server's own id, which makes a repeat harmless.
  const id = `recall/${seq}`
  const known = room.messages.find((one) => one.id === id)
  if (known?.by === by) return known
  if (message.from.id !== by && room.owner !== by) return 'not-yours'
  if (known) return 'already-recalled'
  const line = append({ id, from: message.from, kind: 'recall', body: { seq }, by })
  afterRecall(room, seq, message.from, append)
  return line
}

function edit(
  room: ModelRoom,
  person: Person,
  frame: FrameOf<'edit'>,
  now: number,
  append: Append,
): Message | RefusalCode {
  const { id, seq, body } = frame
  const known = room.messages.find((one) => one.from.id === person.id && one.id === id)
  if (known) return isSameEdit(known, frame) ? known : 'id-reused'
  const message = room.messages[seq - 1]
  const problem = objectionTo(room, seq)
  if (!message || problem === 'unknown-message') return 'unknown-message'
  if (message.from.id !== person.id) return 'not-yours'
  if (problem) return problem
  if (message.kind !== 'text') return 'not-a-text'
  if (message.forwarded) return 'not-your-words'
  if (now - message.time > editMs) return 'too-late'
  const edits = room.messages.filter((one) => one.kind === 'edit' && targetOf(one) === seq)
  if (edits.length >= limits.edits) return 'too-many-edits'
  return append({ id, kind: 'edit', body: { seq, text: String(body) } })
}

/** The model tells of each reaction by itself. */
function react(
  room: ModelRoom,
  person: Person,
  { seq, emoji, on }: FrameOf<'react'>,
  append: Append,
): Message | RefusalCode {
  const problem = objectionTo(room, seq)
  if (problem) return problem
  const changed = room.marks.react(seq, person, emoji, on)
  if (changed === undefined) return 'too-many-reactions'
  const told = room.messages[(room.marks.lineOf(seq) ?? 0) - 1]
  if (!changed && told) return told
  const what = changed ? [{ person: person.id, emoji, on }] : []
  const body = { seq, ...room.marks.reactionsOf(seq), changed: what }
  const line = append({ id: `react/${room.top + 1}`, kind: 'react', body })
  room.marks.tell(seq, line.seq)
  return line
}

function pin(
  room: ModelRoom,
  person: Person,
  { id, seq, on }: FrameOf<'pin'>,
  append: Append,
): Message | RefusalCode {
  const known = room.messages.find((one) => one.from.id === person.id && one.id === id)
  if (known) return isSamePin(known, seq, on) ? known : 'id-reused'
  const problem = objectionTo(room, seq)
  if (problem) return problem
  if (room.marks.pin(seq, on) === undefined) return 'too-many-pins'
  return append({ id, kind: 'pin', body: { seq, on, pinned: room.marks.pinned ?? { version: 0, seqs: [] } } })
}

/** What is taken back has no reactions, and is pinned no more. */
function afterRecall(room: ModelRoom, seq: number, from: Person, append: Append): void {
  room.marks.forgetReactions(seq)
  if (!room.marks.pin(seq, false) || !room.marks.pinned) return
  append({ id: `unpin/${seq}`, from, kind: 'pin', body: { seq, on: false, pinned: room.marks.pinned } })
}

export function reactors(
  room: ModelRoom,
  { seq, emoji, after = '' }: FrameOf<'reactors'>,
): ServerFrame | RefusalCode {
  if (objectionTo(room, seq) === 'unknown-message') return 'unknown-message'
  const all = room.marks.reactorsOf(seq, emoji).filter(({ id }) => id > after)
  const people = all.sort((one, other) => (one.id < other.id ? -1 : 1)).slice(0, limits.pageReactors)
  return { type: 'reactors', room: room.id, seq, emoji, people, more: all.length > people.length }
}

function objectionTo(room: ModelRoom, seq: number): RefusalCode | undefined {
  const message = room.messages[seq - 1]
  if (message?.kind === 'recalled') return 'already-recalled'
  return message && hasLine(message) ? undefined : 'unknown-message'
}

function isSamePin({ kind, body }: Message, seq: number, on: boolean): boolean {
  return kind === 'pin' && typeof body === 'object' && 'on' in body && body.seq === seq && body.on === on
}

/** As far as that can be told: the text of one that counts no more is gone. */
function isSameEdit({ kind, body }: Message, frame: FrameOf<'edit'>): boolean {
  if (kind !== 'edit' || typeof body !== 'object' || !('seq' in body) || body.seq !== frame.seq) return false
  return !('text' in body) || body.text === frame.body
}
