import { type Edit, targetOf } from '#protocol'
import { isBeyondEdits, isUnheard, wordsOf } from '../store/edits'
import type { Line, Store } from '../store/store'
import type { RoomMessage } from './audience'

/*
 * An edit is given out with its text only while that is what its message says: earlier words are for nobody. In the store every
 * edit keeps its text until the message is taken back.
 */

/** Lines as they may be given out. An edit that does not count yet, for its server died before that, does from now on. */
export async function withoutEarlierWords(room: string, lines: Line[], store: Store): Promise<Line[]> {
  const edits = lines.filter((line) => wordsOf(line) !== undefined)
  if (edits.length === 0) return lines
  let messages = await targetsOf(room, edits, store)
  const late = edits.filter((edit) => !counts(edit, messages))
  for (const { seq } of late) await store.messages.edit(room, seq)
  if (late.length > 0) messages = await targetsOf(room, edits, store)
  return lines.map((line) => {
    const message = messages.get(targetOf(line) ?? 0)
    if (wordsOf(line) !== undefined) return isCurrent(line, message) ? line : wordless(line)
    // As the late ones have left it.
    return late.length > 0 ? (messages.get(line.seq) ?? line) : line
  })
}

/** Messages of a room as they may be given out once this change is behind them. */
export function withoutWordsBefore(messages: RoomMessage[], change: RoomMessage): RoomMessage[] {
  const target = targetOf(change)
  if (change.kind !== 'edit' && change.kind !== 'recall') return messages
  return messages.map((message) => {
    const isEarlier = message.kind === 'edit' && message.seq < change.seq && targetOf(message) === target
    // What only its author reads from now on, the other one still reads as it was.
    const isCurrent = change.audience === 'author' && message.audience === undefined
    return isEarlier && !isCurrent ? wordless(message) : message
  })
}

async function targetsOf(room: string, edits: Line[], store: Store): Promise<Map<number, Line>> {
  const seqs = new Set(edits.map((edit) => targetOf(edit) ?? 0))
  const lines = await store.messages.getMany(room, [...seqs])
  return new Map(lines.map((line) => [line.seq, line]))
}

/** Whether an edit has come to its message, or never will. */
function counts(edit: Line, messages: Map<number, Line>): boolean {
  const message = messages.get(targetOf(edit) ?? 0)
  if (!message) return true
  if (isBeyondEdits(message, edit)) return false
  return editsFor(edit, message).includes(edit.seq)
}

function isCurrent(edit: Line, message: Line | undefined): boolean {
  if (!message || isBeyondEdits(message, edit)) return false
  return editsFor(edit, message).at(-1) === edit.seq
}

function editsFor(edit: Line, message: Line): number[] {
  return (isUnheard(edit, message) ? message.unheard?.edits : message.edits) ?? []
}

function wordless<M extends Pick<Line, 'body' | 'kind'>>(edit: M): M {
  const body: Edit = { seq: targetOf(edit) ?? 0 }
  return { ...edit, body }
}
