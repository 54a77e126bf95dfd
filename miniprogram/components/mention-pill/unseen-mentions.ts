import type { Line } from '../../messages/line'
import type { LinesChange } from '../../rooms/room'

/** Messages that mention the reader, from opening the room until each was in the view. */
export class UnseenMentions {
  private readonly seqs = new Set<number>()
  private readonly seen = new Set<number>()
  private read: number | undefined

  /** `mentioned`: the oldest that was not read, which may not be loaded. */
  open(mentioned: number | undefined): void {
    if (mentioned !== undefined) this.seqs.add(mentioned)
  }

  take(change: LinesChange): void {
    if (change.type === 'all') this.read ??= change.read
    for (const line of changedLines(change)) this.note(line)
  }

  saw(seq: number): void {
    this.seen.add(seq)
    this.seqs.delete(seq)
  }

  /** The `seq` of the oldest one. */
  get first(): number | undefined {
    return this.seqs.size === 0 ? undefined : Math.min(...this.seqs)
  }

  private note({ seq, mentionsMe, kind }: Line): void {
    if (kind === 'recalled') this.seqs.delete(seq)
    else if (mentionsMe && seq > (this.read ?? 0) && !this.seen.has(seq)) this.seqs.add(seq)
  }
}

function changedLines(change: LinesChange): readonly Line[] {
  const { lines } = change
  if (change.type === 'tail') return lines.slice(change.index)
  if (change.type === 'older') return lines.slice(0, change.count)
  if (change.type === 'changed') return lines.filter((_, index) => change.indices.includes(index))
  return lines
}
