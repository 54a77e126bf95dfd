import { type Row, rowOf } from '../../components/message-list/row'
import { type BundleEntry, contentOf, entriesOf } from '../../messages/content'
import type { Line } from '../../messages/line'
import type { Bundle, Message } from '../../protocol/index'

/** A bundle as its page shows it. */
export interface OpenedBundle {
  names: readonly string[]
  rows: Row[]
}

/** The bundle that a message is, or the one in it to which `path` leads. Nothing where there is none, or it was recalled. */
export function openedBundle(
  message: Pick<Message, 'kind' | 'body'> | undefined,
  path: readonly number[],
  now: number,
): OpenedBundle | undefined {
  const inside = path.reduce<Pick<Message, 'kind' | 'body'> | undefined>(
    (one, at) => (one?.kind === 'bundle' ? (one.body as Partial<Bundle>).messages?.[at] : undefined),
    message,
  )
  const entries = inside?.kind === 'bundle' ? entriesOf(inside.body) : undefined
  if (!inside || !entries) return undefined
  const lines = entries.map(lineOf)
  const context = { now, unread: '', editable: new Set<string>() }
  const rows = lines.map((line, at) => rowOf(line, lines[at - 1], at, context))
  return { names: contentOf(inside).bundle?.names ?? [], rows }
}

/** Who said it is known by name alone. */
function lineOf({ name, avatar, ...content }: BundleEntry, at: number): Line {
  return {
    ...content,
    key: String(at),
    id: '',
    seq: 0,
    from: { id: name, name, avatar },
    mine: false,
    status: 'sent',
    mentionsMe: false,
  }
}
