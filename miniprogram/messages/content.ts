import type { Body, MediaBody, Message } from '../protocol/index'
import { bodies, isMediaKind } from '../protocol/index'
import type { LineKind } from './line'

/** What a message says, as lines and lists show it. */
export interface Content {
  kind: LineKind
  text: string
  media?: MediaBody
}

/** A kind that this program does not know, and a body that is not as its kind has it, are `unknown`. */
export function contentOf({ kind, body }: { kind: Message['kind']; body: Body }): Content {
  if (kind === 'recalled') return { kind, text: '' }
  if (kind === 'text' || kind === 'emoji')
    return typeof body === 'string' ? { kind, text: body } : { kind: 'unknown', text: '' }
  if (!isMediaKind(kind) || bodies[kind].problem(body, 'body')) return { kind: 'unknown', text: '' }
  const media = body as MediaBody
  return { kind, text: 'name' in media ? media.name : '', media }
}
