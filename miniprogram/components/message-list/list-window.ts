import type { Line } from '../../messages/line'
import { type Row, type RowContext, rowOf } from './row'

/** Lines of one block. A block is what comes in or goes out of the view at a time. */
export const blockSize = 40
/** Blocks in the view at most: 200 lines, several screens to each side of the reader. */
export const maxBlocks = 5
/** Blocks kept free for history: older lines get numbers below, and no path in the view ever moves. */
const freeBlocks = 160
const origin = freeBlocks * blockSize

/** Paths for `setData`. */
export type Change = Record<string, Row | Row[] | Row[][]>

/**
 * The part of a room's lines that is in the view, and the smallest change that keeps it true.
 *
 * The view has `blocks`, a list of lists. Each line has a place that it keeps for good, counted from the first line
 * ever shown; block number and place within it follow from that. So history that comes in front fills the block
 * before, by its path alone, and what is far away leaves by an empty block.
 */
export class ListWindow {
  /** The room's list as far as it is drawn: what happened to it since waits for its turn. Never changed in place. */
  lines: readonly Line[] = []
  private base = origin
  private from = 0
  private to = -1
  private context: RowContext = { now: 0, unread: '', editable: new Set() }

  /** Shows the lines around `focus` anew. */
  show(lines: readonly Line[], focus: number, context: RowContext): Change {
    this.lines = lines
    this.base = origin
    this.context = context
    return this.around(focus)
  }

  /** Leaves what is in the view and shows the lines around `focus`. */
  around(focus: number): Change {
    const middle = this.blockOf(Math.max(0, Math.min(focus, this.lines.length - 1)))
    this.from = Math.max(this.firstBlock, Math.min(middle - 1, this.lastBlock - 2))
    this.to = Math.min(this.lastBlock, this.from + 2)
    const blocks: Row[][] = []
    for (let block = 0; block <= this.to; block += 1) blocks.push(block < this.from ? [] : this.rowsOf(block))
    return { blocks }
  }

  /** From `index` on the list reads otherwise. Without a change to show: that is below the view. */
  tail(lines: readonly Line[], index: number, isFollowed: boolean): Change {
    const wasAtEnd = this.isAtEnd
    const before = this.lines.length
    this.lines = lines
    if (!wasAtEnd && this.blockOf(index) > this.to) return {}
    if (this.lastBlock < this.from) return this.around(this.lines.length - 1)
    const change: Change = {}
    if (this.lines.length < before) this.shrink(before, change)
    // A reader of old lines keeps what there is; the view does not grow behind their back without end.
    const most = wasAtEnd ? Math.max(this.to, this.from + maxBlocks - 1) : this.to
    const last = isFollowed && wasAtEnd ? this.lastBlock : Math.min(this.lastBlock, most)
    for (let block = Math.max(this.from, this.blockOf(index)); block <= last; block += 1)
      this.put(block, Math.max(index, this.startOf(block)), before, change)
    this.to = Math.max(this.to, last)
    if (isFollowed) this.trimTop(change)
    return change
  }

  /** `count` older lines came in front. Those next to the view become part of it. */
  older(lines: readonly Line[], count: number): Change {
    const wasAtStart = this.isAtStart
    const wasFull = this.base % blockSize === 0
    const focus = this.startOf(this.from)
    this.lines = lines
    this.base -= count
    const isFirst = lines.length === count
    if (this.base < 0 || isFirst) {
      this.base = origin
      return this.around(focus + count)
    }
    if (!wasAtStart || count === 0) return {}
    // What was the first line has got a neighbour; a block with free places got lines in front.
    const block = this.from
    const change: Change = wasFull
      ? { [`blocks[${block}][0]`]: this.rowAt(count) }
      : { [`blocks[${block}]`]: this.rowsOf(block) }
    return { ...change, ...this.up() }
  }

  /** Lines changed where they stand. */
  changed(lines: readonly Line[], indices: readonly number[]): Change {
    const before = this.lines
    this.lines = lines
    const change: Change = {}
    const redraw = (index: number) => {
      if (index < lines.length && this.isShown(index)) change[this.pathOf(index)] = this.rowAt(index)
    }
    for (const index of indices) {
      redraw(index)
      // A bubble became a note, or the other way round: the next one may need its name again.
      if (before[index]?.kind !== lines[index]?.kind) redraw(index + 1)
    }
    return change
  }

  /** Brings in the block above, and lets one go below. */
  up(): Change {
    if (this.from <= this.firstBlock) return {}
    this.from -= 1
    const change: Change = { [`blocks[${this.from}]`]: this.rowsOf(this.from) }
    while (this.to - this.from >= maxBlocks) {
      change[`blocks[${this.to}]`] = []
      this.to -= 1
    }
    return change
  }

  /** Brings in the block below, and lets one go above. */
  down(): Change {
    if (this.isAtEnd) return {}
    this.to += 1
    const change: Change = { [`blocks[${this.to}]`]: this.rowsOf(this.to) }
    this.trimTop(change)
    return change
  }

  /** Every row in the view anew: the day has changed. */
  again(now: number): Change {
    this.context = { ...this.context, now }
    const change: Change = {}
    for (let block = this.from; block <= this.to; block += 1) change[`blocks[${block}]`] = this.rowsOf(block)
    return change
  }

  /** Whether the newest line is in the view. */
  get isAtEnd(): boolean {
    return this.to >= this.lastBlock
  }

  get isAtStart(): boolean {
    return this.from <= this.firstBlock
  }

  /** A line that stays in the view when a block comes in at one end and another goes at the other. */
  get anchor(): number {
    return this.startOf(Math.min(this.from + 1, this.to))
  }

  placeOf(index: number): number {
    return this.base + index
  }

  lineAt(place: number): Line | undefined {
    return this.lines[place - this.base]
  }

  isShown(index: number): boolean {
    const block = this.blockOf(index)
    return block >= this.from && block <= this.to
  }

  private get firstBlock(): number {
    return this.blockOf(0)
  }

  private get lastBlock(): number {
    return this.blockOf(Math.max(0, this.lines.length - 1))
  }

  private blockOf(index: number): number {
    return Math.floor((this.base + index) / blockSize)
  }

  private startOf(block: number): number {
    return Math.max(0, block * blockSize - this.base)
  }

  private pathOf(index: number): string {
    const block = this.blockOf(index)
    return `blocks[${block}][${index - this.startOf(block)}]`
  }

  private rowAt(index: number): Row {
    const line = this.lines[index]
    if (line === undefined) throw new RangeError(`no line ${index}`)
    return rowOf(line, this.lines[index - 1], this.base + index, this.context)
  }

  private rowsOf(block: number): Row[] {
    const end = Math.min(this.lines.length, (block + 1) * blockSize - this.base)
    const rows: Row[] = []
    for (let index = this.startOf(block); index < end; index += 1) rows.push(this.rowAt(index))
    return rows
  }

  /** The lines of a block from `index` on: one by one where the block is in the view already. */
  private put(block: number, index: number, before: number, change: Change): void {
    const start = this.startOf(block)
    if (`blocks[${block}]` in change) return
    if (index === start && start >= before) {
      change[`blocks[${block}]`] = this.rowsOf(block)
      return
    }
    const end = Math.min(this.lines.length, (block + 1) * blockSize - this.base)
    for (let at = index; at < end; at += 1) change[this.pathOf(at)] = this.rowAt(at)
  }

  /** Lines at the end are gone. */
  private shrink(before: number, change: Change): void {
    for (let block = Math.min(this.to, this.blockOf(before - 1)); block > this.lastBlock; block -= 1)
      change[`blocks[${block}]`] = []
    this.to = Math.min(this.to, this.lastBlock)
    if (this.to >= this.from) change[`blocks[${this.to}]`] = this.rowsOf(this.to)
  }

  private trimTop(change: Change): void {
    while (this.to - this.from >= maxBlocks) {
      change[`blocks[${this.from}]`] = []
      this.from += 1
    }
  }
}
