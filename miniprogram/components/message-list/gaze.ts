import type { Line } from '../../messages/line'
import type { Look } from '../../rooms/room'
import type { DrawnRow, ListView } from './list-view'

/** Milliseconds between two looks at what is in the view while it is scrolled. */
const lookMs = 200
/** px of a row that must be in the view for it to be seen. */
const seenPart = 40
/** Lines behind which none is in the view of a reader at the end. */
const nearEnd = 40

/** What was in the view: the stretch of lines that the reader has scrolled through since they came to this place. */
export class Gaze {
  private readonly view: ListView
  /** The line at a place, as it is drawn. */
  private readonly lineAt: (place: number) => Line | undefined
  private readonly isEnd: () => boolean
  private from = Number.POSITIVE_INFINITY
  private to = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(view: ListView, lineAt: (place: number) => Line | undefined, isEnd: () => boolean) {
    this.view = view
    this.lineAt = lineAt
    this.isEnd = isEnd
  }

  /** Whether all was in the view from behind `read` on to the newest line. */
  hasSeenSince(read: number): boolean {
    return this.isEnd() && this.from <= read + 1
  }

  /** The reader is at another place, and has not seen what lies between. */
  jump(): void {
    this.from = Number.POSITIVE_INFINITY
    this.to = 0
  }

  /** The reader is at the newest line: no measure has to tell, but which own messages are in the view. */
  atEnd(lines: readonly Line[]): void {
    const newest = lines.reduce((most, { seq }) => Math.max(most, seq), 0)
    if (newest === 0) return
    this.to = Math.max(this.to, newest)
    this.from = Math.min(this.from, newest)
    this.view.looked({ from: this.from, to: this.to, place: { seq: newest }, isEnd: true })
    if (this.view.countsReaders() && lines.slice(-nearEnd).some(isSaid)) this.soon()
  }

  /** Called dozens of times a second: looks a few times. */
  soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      void this.look()
    }, lookMs)
  }

  async look(): Promise<void> {
    const seen = this.linesIn(await this.view.rows())
    const [first] = seen
    const last = seen[seen.length - 1]
    if (!first || !last) return
    this.from = Math.min(this.from, first.seq)
    this.to = Math.max(this.to, last.seq)
    const place = { seq: first.seq, top: first.top }
    const own = seen.filter(({ isOwn }) => isOwn).map(({ seq }) => seq)
    this.view.looked({ from: this.from, to: this.to, place, isEnd: this.isEnd(), own } satisfies Look)
  }

  /** The lines in the view that have a number. */
  private linesIn({ rows, height }: { rows: readonly DrawnRow[]; height: number }) {
    const isSeen = ({ top, bottom }: DrawnRow) =>
      bottom > 0 && top + Math.min(seenPart, bottom - top) <= height
    return rows
      .filter(isSeen)
      .map(({ place, top }) => ({ line: this.lineAt(place), top }))
      .map(({ line, top }) => ({ seq: line?.seq ?? 0, top, isOwn: line !== undefined && isSaid(line) }))
      .filter(({ seq }) => seq > 0)
  }
}

/** An own message that others may have read. */
function isSaid({ mine, status, kind }: Line): boolean {
  return mine && status === 'sent' && kind !== 'recalled' && kind !== 'call'
}
