import type { Line } from '../../messages/line'
import type { Look } from '../../rooms/room'
import type { DrawnRow, ListView } from './list-view'

/** Milliseconds between two looks at what is in the view while it is scrolled. */
const lookMs = 200
/** px of a row that must be in the view for it to be seen. */
const seenPart = 40

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

  /** The reader is at the newest line: no measure has to tell. */
  atEnd(newest: number): void {
    if (newest === 0) return
    this.to = Math.max(this.to, newest)
    this.from = Math.min(this.from, newest)
    this.view.looked({ from: this.from, to: this.to, place: { seq: newest }, isEnd: true })
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
    this.view.looked({ from: this.from, to: this.to, place, isEnd: this.isEnd() } satisfies Look)
  }

  /** The lines in the view that have a number. */
  private linesIn({ rows, height }: { rows: readonly DrawnRow[]; height: number }) {
    const isSeen = ({ top, bottom }: DrawnRow) =>
      bottom > 0 && top + Math.min(seenPart, bottom - top) <= height
    return rows
      .filter(isSeen)
      .map(({ place, top }) => ({ seq: this.lineAt(place)?.seq ?? 0, top }))
      .filter(({ seq }) => seq > 0)
  }
}
