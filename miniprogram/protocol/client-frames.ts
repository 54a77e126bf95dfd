import { bodies, isSaidKind, reactionEmoji, type SaidKind, saidBody } from './bodies'
import { callAnswer, callMedia, candidates, description } from './calls'
import {
  type Field,
  isObject,
  list,
  object,
  optional,
  type Problem,
  type Shape,
  type Shaped,
  some,
} from './fields'
import { batchId, clientId, serverId, typedId } from './ids'
import { limits } from './limits'
import { nameText } from './names'
import { noteText } from './text'
import { count, flag, readersOf, seq } from './values'

const id = optional(clientId)
const room = serverId

const sayable: Field<SaidKind> = {
  problem: (value, path) =>
    isSaidKind(value)
      ? undefined
      : { code: 'unknown-kind', message: `${path}: a client can say ${Object.keys(bodies).join(', ')}.` },
}

const targetFields = { room: optional(serverId), person: optional(serverId) }
const aTarget = object(targetFields)
/** Where a message goes: a room, or a person with whom one is connected. */
const target: Field<Shaped<typeof targetFields>> = {
  problem(value, path) {
    const problem = aTarget.problem(value, path)
    if (problem || !isObject(value)) return problem
    const isOne = (value.room === undefined) !== (value.person === undefined)
    return isOne ? undefined : { code: 'bad-frame', message: `${path} must have either a room or a person.` }
  },
}
const targets = some(target, limits.targets, 'too-many-targets')

/** Frames that both ports take. Every frame may carry an `id`, and the answer to it repeats the id. */
const common = {
  heartbeat: { id },
  enter: { id, room, since: optional(count) },
  leave: { id, room },
  say: {
    id: clientId,
    room,
    kind: sayable,
    body: saidBody,
    reply: optional(seq),
    mentions: optional(list(serverId, limits.mentions, 'too-many-mentions')),
  },
  recall: { id, room, seq },
  forward: {
    id: batchId,
    of: some(object({ room, seq }), limits.forwarded, 'too-many-messages'),
    to: targets,
    bundle: optional(flag),
  },
  send: { id: batchId, to: targets, kind: sayable, body: saidBody },
  edit: { id: clientId, room, seq, body: saidBody },
  react: { id: clientId, room, seq, emoji: reactionEmoji, on: flag },
  pin: { id: clientId, room, seq, on: flag },
  history: {
    id,
    room,
    before: optional(seq),
    after: optional(count),
    around: optional(seq),
    limit: optional(seq),
  },
  reactors: { id, room, seq, emoji: reactionEmoji, after: optional(serverId) },
  read: { id, room, seq: count },
  unread: { id, room, seq },
  readers: {
    id,
    room,
    seq,
    of: optional(readersOf),
    after: optional(serverId),
    counts: optional(flag),
  },
  hide: { id, room, seqs: list(seq, limits.hiddenAtOnce) },
  typing: { id, room },
  members: {
    id,
    room,
    after: optional(serverId),
    limit: optional(seq),
    online: optional(flag),
    name: optional(nameText),
  },
} satisfies Record<string, Shape>

const groupOnly = {
  create: { id: clientId, name: nameText },
  join: { id, code: typedId },
  quit: { id, room },
  rename: { id, room, name: nameText },
  recode: { id, room },
  appoint: { id, room, person: serverId },
  remove: { id, room, person: serverId },
  barred: { id, room, after: optional(serverId) },
  allow: { id, room, person: serverId },
  dissolve: { id, room },
} satisfies Record<string, Shape>

const directOnly = {
  link: { id: clientId, to: serverId, note: optional(noteText) },
  connect: { id, link: serverId },
  decline: { id, link: serverId },
  unlink: { id, link: serverId },
  block: { id, person: serverId },
  unblock: { id, person: serverId },
  call: { id: clientId, to: serverId, media: callMedia },
  answer: { id, call: serverId, with: callAnswer },
  hangup: { id, call: serverId, failed: optional(flag) },
  signal: {
    id,
    call: serverId,
    to: optional(serverId),
    sdp: optional(description),
    candidates: optional(candidates),
  },
  share: { id, call: serverId, muted: flag, camera: flag, screen: flag },
} satisfies Record<string, Shape>

/** The frames of each port, with their fields. */
export const clientFrames = {
  group: { ...common, ...groupOnly },
  direct: { ...common, ...directOnly },
} as const

export type Port = keyof typeof clientFrames

type All = typeof common & typeof groupOnly & typeof directOnly
export type ClientFrameType = keyof All

/** A frame of one type as its handler gets it: checked, and nothing beyond its fields. */
export type FrameOf<T extends ClientFrameType> = { type: T } & Shaped<All[T]>
export type ClientFrame = { [T in ClientFrameType]: FrameOf<T> }[ClientFrameType]

/** The frame types of one port. */
export type FrameTypeOn<P extends Port> = keyof (typeof clientFrames)[P] & ClientFrameType

/** What is wrong between the fields of a frame that are well formed each by itself. */
export function discord(type: string, raw: Record<string, unknown>): Problem | undefined {
  // Nothing but a text can be edited.
  const kind = type === 'edit' ? 'text' : type === 'say' || type === 'send' ? raw.kind : undefined
  if (!isSaidKind(kind)) return undefined
  const problem = bodies[kind].problem(raw.body, `${type}.body`)
  // A body of the wrong shape is no fault of the frame around it.
  return problem?.code === 'bad-frame' ? { ...problem, code: 'bad-body' } : problem
}
