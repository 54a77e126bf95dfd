import type { Body } from '#protocol'
import type { Line } from './store'

/** What an edit changes of the message that it names. */
export type Edited = Pick<Line, 'body' | 'edits' | 'original'> | Pick<Line, 'unheard'>

/** What an edit says; nothing where its text is gone. */
export function wordsOf(edit: Line): string | undefined {
  const { kind, body } = edit
  return kind === 'edit' && typeof body === 'object' && 'text' in body ? body.text : undefined
}

/** Whether nobody but its author hears of an edit, though the other one has read the message. */
export function isUnheard(edit: Pick<Line, 'audience'>, message: Pick<Line, 'audience'>): boolean {
  return edit.audience === 'author' && message.audience !== 'author'
}

/** Whether there is nothing left to edit: the message was taken back, or by its author for themselves. */
export function isBeyondEdits(message: Line, edit: Line): boolean {
  return message.kind !== 'text' || (message.audience === 'peer' && edit.audience === 'author')
}

/** What an edit makes of a message; nothing where it counts already. The last one gives it its words. */
export function editedBy(message: Line, edit: Line, text: string): Edited | undefined {
  const unheard = isUnheard(edit, message)
  const before = (unheard ? message.unheard?.edits : message.edits) ?? []
  if (before.includes(edit.seq)) return undefined
  const edits = [...before, edit.seq].sort((one, other) => one - other)
  const isLast = edits.at(-1) === edit.seq
  if (unheard) return { unheard: { text: isLast ? text : (message.unheard?.text ?? text), edits } }
  const original = message.original ?? String(message.body)
  return { body: isLast ? text : message.body, edits, original }
}

/** All edits of a message. */
export function editsOf({ edits = [], unheard }: Pick<Line, 'edits' | 'unheard'>): number[] {
  return [...edits, ...(unheard?.edits ?? [])]
}

/** Whether what is left of an edit may be left of this one: what was taken back is gone, and cannot be compared. */
export function isRestOf(kept: Pick<Line, 'kind' | 'body'>, sent: Body): boolean {
  const { kind, body } = kept
  if (kind !== 'edit' || typeof body !== 'object' || 'text' in body || !('seq' in body)) return false
  return typeof sent === 'object' && 'seq' in sent && sent.seq === body.seq
}
