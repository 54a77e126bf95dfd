import { createHash } from 'node:crypto'
import { type Bundle, type FrameOf, hasLine, isMediaKind, limits, type Message } from '#protocol'
import { type Refusal, refuse } from './answer'
import { seenBy } from './audience'
import { hiddenOf } from './hidden'
import { depthOf, mediaIn } from './media-in'
import { isMember } from './membership'
import { messagesOf } from './messages'
import type { Ports } from './ports'

/** A message that is to be forwarded. */
export type Source = FrameOf<'forward'>['of'][number]

/** The messages as the person sees them, in the order of their sources; or why one of them cannot be forwarded. */
export async function readSources(
  sources: Source[],
  person: string,
  ports: Ports,
): Promise<Message[] | Refusal> {
  const found = new Map<string, Message>()
  for (const room of new Set(sources.map((source) => source.room))) {
    if (!(await isMember(room, person, ports.store))) return refuse('unknown-room')
    const seqs = sources.filter((source) => source.room === room).map(({ seq }) => seq)
    const lines = await ports.store.messages.getMany(room, [...new Set(seqs)])
    const there = await messagesOf(room, lines, ports)
    // What somebody has deleted for themselves is nothing that they could forward.
    const reader = { person, hidden: new Set(await hiddenOf(room, person, there, ports)) }
    for (const message of there) found.set(nameOf({ room, seq: message.seq }), seenBy(reader, message))
  }
  const messages = sources.map((source) => found.get(nameOf(source)))
  const [objection] = messages.flatMap((message) => objectionTo(message) ?? [])
  if (objection) return objection
  const there = messages.filter((message) => message !== undefined)
  const files = there.flatMap(({ body }) => mediaIn(body))
  return files.length > limits.forwarded ? refuse('too-many-messages') : there
}

function objectionTo(message: Message | undefined): Refusal | undefined {
  if (!message) return refuse('unknown-message')
  if (message.kind === 'recalled') return refuse('already-recalled')
  return isForwardable(message) ? undefined : refuse('cannot-be-forwarded')
}

function isForwardable({ kind, body }: Message): boolean {
  return (
    hasLine({ kind, body }) && (kind === 'text' || kind === 'emoji' || kind === 'bundle' || isMediaKind(kind))
  )
}

/** What stands for these sources: of two drafts with the same id it tells a retry from another message. */
export function digestOf(sources: Source[]): string {
  return createHash('sha256').update(sources.map(nameOf).join(' ')).digest('base64url')
}

/** Messages as one, in the order in which they were said. */
export function bundleOf(messages: Message[]): Bundle | Refusal {
  const inOrder = [...messages].sort((one, other) => one.time - other.time || one.seq - other.seq)
  const bundle: Bundle = {
    messages: inOrder.map(({ from, kind, body, time }) => ({
      name: from.name,
      avatar: from.avatar,
      kind,
      body,
      time,
    })),
  }
  const bytes = Buffer.byteLength(JSON.stringify(bundle))
  return bytes > limits.bundleBytes || depthOf(bundle) > limits.bundleDepth
    ? refuse('bundle-too-large')
    : bundle
}

function nameOf({ room, seq }: Source): string {
  return `${room}/${seq}`
}
