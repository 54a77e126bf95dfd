import type { Audience, Line } from '../store'

/** The columns of a message, without its room. */
export const lineColumns = 'seq, author, id, kind, time, reply, mentions, body, audience, by'

export interface LineRow {
  seq: number
  author: string
  id: string
  kind: Line['kind']
  time: number
  reply: number | null
  /** JSON. */
  mentions: string | null
  /** JSON. */
  body: string
  audience: Audience | null
  by: string | null
}

export function lineOf(row: LineRow): Line {
  const line: Line = {
    seq: row.seq,
    id: row.id,
    from: row.author,
    kind: row.kind,
    body: JSON.parse(row.body),
    time: row.time,
  }
  if (row.reply !== null) line.reply = row.reply
  if (row.mentions !== null) line.mentions = JSON.parse(row.mentions)
  if (row.audience !== null) line.audience = row.audience
  if (row.by !== null) line.by = row.by
  return line
}
