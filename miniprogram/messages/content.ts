import type { Body, CallRecord, MediaBody, Message, SaidKind } from '../protocol/index'
import { bodies, isMediaKind } from '../protocol/index'

/** `bundle`: messages that were forwarded as one. `recalled`: what it said is gone. `unknown`: sent by a newer program, cannot be shown. */
export type LineKind = SaidKind | 'bundle' | 'call' | 'recalled' | 'unknown'

/** What a message says, as lines and lists show it. */
export interface Content {
  kind: LineKind
  /** A text or an emoji; of a file its name; else empty. */
  text: string
  /** Of a picture, a voice message, a video, a file. */
  media?: MediaBody
  /** Of a bundle: as much as its card shows. */
  bundle?: BundleDigest
  /** Of a call that is over. */
  call?: CallRecord
}

/** What the card of a bundle shows of it; the whole of it is only on its own page. */
export interface BundleDigest {
  count: number
  /** Whose messages they are, each once, three at most. */
  names: readonly string[]
  /** The first ones. */
  lines: readonly { name: string; kind: LineKind; text: string }[]
}

/** A message in a bundle. */
export interface BundleEntry extends Content {
  name: string
  avatar: string
  /** When it was said; milliseconds since 1970. */
  time: number
}

/** Messages and characters of each that the card of a bundle shows. */
const cardLines = 4
const cardLength = 60
const mostNames = 3

/** A recall shows as what it leaves; a kind unknown to this program, and a body not as its kind has it, as `unknown`. */
export function contentOf({ kind, body }: { kind: Message['kind']; body: Body }): Content {
  if (kind === 'recalled' || kind === 'recall') return { kind: 'recalled', text: '' }
  if (kind === 'text' || kind === 'emoji')
    return typeof body === 'string' ? { kind, text: body } : { kind: 'unknown', text: '' }
  if (kind === 'bundle') return bundleOf(body)
  if (kind === 'call') return callOf(body)
  if (!isMediaKind(kind) || bodies[kind].problem(body, 'body')) return { kind: 'unknown', text: '' }
  const media = body as MediaBody
  return { kind, text: 'name' in media ? media.name : '', media }
}

/** The messages of a bundle; nothing where it is none. One that is not as it should be is `unknown`, and no other is lost by it. */
export function entriesOf(body: unknown): BundleEntry[] | undefined {
  return messagesOf(body)?.map((message) => ({ ...authorOf(message), ...contentOf(message) }))
}

function bundleOf(body: Body): Content {
  const messages = messagesOf(body)
  if (!messages) return { kind: 'unknown', text: '' }
  const names = [...new Set(messages.map(({ name }) => String(name)))].slice(0, mostNames)
  const lines = messages.slice(0, cardLines).map((message) => {
    const { kind, text } =
      message.kind === 'bundle' ? ({ kind: 'bundle', text: '' } as const) : contentOf(message)
    return { name: authorOf(message).name, kind, text: text.slice(0, cardLength) }
  })
  return { kind: 'bundle', text: '', bundle: { count: messages.length, names, lines } }
}

const outcomes = ['answered', 'missed', 'declined', 'busy', 'cancelled', 'failed'] as const

/** One that ended as this program does not know it is not guessed at. */
function callOf(body: unknown): Content {
  const { media, outcome, seconds } = (
    typeof body === 'object' && body !== null ? body : {}
  ) as Partial<CallRecord>
  const known = outcomes.find((one) => one === outcome)
  const isMedia = media === 'voice' || media === 'video'
  if (!known || !isMedia || typeof seconds !== 'number') return { kind: 'unknown', text: '' }
  return { kind: 'call', text: '', call: { media, outcome: known, seconds } }
}

type Stored = Pick<Message, 'kind' | 'body'> & { name?: unknown; avatar?: unknown; time?: unknown }

function messagesOf(body: unknown): Stored[] | undefined {
  const messages = typeof body === 'object' && body !== null && 'messages' in body ? body.messages : undefined
  if (!Array.isArray(messages) || messages.length === 0) return undefined
  return messages.map((one: unknown) => (typeof one === 'object' && one !== null ? (one as Stored) : broken))
}

const broken: Stored = { kind: 'withheld', body: '' }

function authorOf({ name, avatar, time }: Stored): Pick<BundleEntry, 'name' | 'avatar' | 'time'> {
  return {
    name: typeof name === 'string' ? name : '',
    avatar: typeof avatar === 'string' ? avatar : '',
    time: typeof time === 'number' ? time : 0,
  }
}
