import type { Audience, Line } from '../store'

/** The columns of a message, without its room. */
export const lineColumns =
  'seq, author, id, kind, time, reply, mentions, body, audience, by, edits, original, unheard, source'

/** A value for each column of a line and its room. */
export const lineValues = Array.from({ length: 15 }, () => '?').join(', ')

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
  /** JSON. */
  edits: string | null
  original: string | null
  /** JSON. */
  unheard: string | null
  source: string | null
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
  if (row.edits !== null) line.edits = JSON.parse(row.edits)
  if (row.original !== null) line.original = row.original
  if (row.unheard !== null) line.unheard = JSON.parse(row.unheard)
  if (row.source !== null) line.source = row.source
  return line
}

/** A line as it is kept, in the order of the columns behind `seq`. */
export function valuesOf(line: Omit<Line, 'seq'>): Array<string | number | undefined> {
  const { from, id, kind, time, reply, mentions, body, audience, by, edits, original, unheard, source } = line
  const [named, said] = [mentions && JSON.stringify(mentions), JSON.stringify(body)]
  const changed = [edits && JSON.stringify(edits), original, unheard && JSON.stringify(unheard)]
  return [from, id, kind, time, reply, named, said, audience, by, ...changed, source]
}
