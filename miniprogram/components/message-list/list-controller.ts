import { isSameDay } from '../../lib/when'
import { isToRead, type Line } from '../../messages/line'
import type { ListChange } from '../../messages/transcript'
import type { LinesChange, Opening } from '../../rooms/room'
import { DrawnEdges } from './drawn-edges'
import { Gaze } from './gaze'
import { ListEnds } from './list-ends'
import type { ListView } from './list-view'
import { ListWindow } from './list-window'
import { startOf } from './opening-start'
import { Pills } from './pills'
import { RecalledTexts } from './recalled-texts'
import { ScrollPosition } from './scroll-position'
import { SerialQueue } from './serial-queue'
import { type TailChange, TailQueue } from './tail-queue'

type Of<T extends ListChange['type']> = Extract<ListChange, { type: T }>

/**
 * The list as it is read: what is drawn, whether the reader follows the talk, what came in meanwhile. The view draws one
 * change after the other, and may be behind the room's list.
 */
export class ListController {
  readonly ends: ListEnds
  private readonly view: ListView
  private readonly position: ScrollPosition
  private readonly listWindow = new ListWindow()
  private readonly queue = new SerialQueue()
  private readonly recalled = new RecalledTexts()
  private readonly gaze: Gaze
  private readonly pills: Pills
  private readonly tails = new TailQueue(this.queue, (change) => this.drawTail(change))
  private isFollowing = true
  private readonly edges: DrawnEdges
  /** Whether it is being looked at if the reader has left the end. */
  private isDoubting = false
  private readonly clock: () => number
  private now = 0

  /** `clock`: by which lines are dated. */
  constructor(view: ListView, clock: () => number) {
    this.view = view
    this.ends = new ListEnds(view)
    this.pills = new Pills(view)
    this.position = new ScrollPosition(view)
    this.edges = new DrawnEdges(view, this.position, this.listWindow, this.ends, this.queue)
    this.gaze = new Gaze(
      view,
      (place) => this.listWindow.lineAt(place),
      () => this.isFollowing,
    )
    this.clock = clock
  }

  get lines(): readonly Line[] {
    return this.listWindow.lines
  }

  /** The text of an own line that was recalled while this list was open. */
  textOf(key: string): string | undefined {
    return this.recalled.get(key)
  }

  /** Draws what became of the room's lines. */
  take(change: LinesChange): void {
    if (change.type === 'all') this.open(change)
    else if (change.type === 'older') this.prepend(change)
    else if (change.type === 'tail') this.tails.take(change)
    else this.change(change)
  }

  /** Shows a room: at the first unread line, where the reader wants to be, or at the newest. Nothing is seen to move. */
  private open(opening: Opening): void {
    this.queue.take(async () => {
      const { lines, more, newer, place } = opening
      const start = startOf(opening)
      this.now = this.clock()
      if (place === 'unread') this.pills.unread = { read: opening.read, count: opening.unread }
      this.gaze.jump()
      const context = { now: this.now, unread: start.divider, editable: this.recalled }
      const change = this.listWindow.show(lines, start.index < 0 ? lines.length - 1 : start.index, context)
      const ends = { ...this.ends.cameOlder(more), ...this.ends.cameNewer(newer) }
      await this.view.set({ ...change, ...ends, count: lines.length, isPlaced: false })
      if (start.index < 0) await this.position.toEnd()
      else await this.position.toRow(this.listWindow.placeOf(start.index), start.space)
      this.isFollowing = this.isNear
      // A reader who jumped has still to see what came before that.
      if (!newer || place === 'unread') this.pills.fresh = this.isFollowing ? 0 : start.unread
      this.tellPlace()
      this.edges.lookAround()
      await this.view.set({ isPlaced: true, ...this.drawnPills() })
    })
  }

  private prepend({ lines, count, more }: Of<'older'>): void {
    this.queue.take(async () => {
      const also = { ...this.ends.cameOlder(more), count: lines.length }
      await this.edges.hold(() => this.listWindow.older(lines, count), count, also)
      this.edges.lookAround()
    })
  }

  private change({ lines, indices }: Of<'changed'>): void {
    this.queue.take(() => {
      for (const index of indices) this.recall(index, lines[index])
      this.showPills()
      const change = this.listWindow.changed(lines, indices)
      if (Object.keys(change).length === 0) return undefined
      return this.view.set(change).then(() => (this.isFollowing ? this.follow() : undefined))
    })
  }

  /** A line that is recalled is new no more. */
  private recall(index: number, after: Line | undefined): void {
    const before = this.listWindow.lines[index]
    if (!before || !this.recalled.take(before, after)) return
    const since = this.listWindow.lines.slice(index).filter(isToRead).length
    if (isToRead(before) && since <= this.pills.fresh) this.pills.fresh -= 1
  }

  /** The reader has scrolled. Called dozens of times a second: draws only what must change. */
  scrolled(scrollTop: number, content: number): void {
    const isUp = this.position.scrolled(scrollTop, content)
    const { isNear } = this
    // A list that grows is not a reader who leaves.
    if (isNear && !this.isFollowing) this.arrive()
    else if (!isNear && isUp && this.isFollowing) this.doubt()
    this.showPills()
    this.gaze.soon()
    this.edges.lookAround()
  }

  /**
   * The list has another height: the keyboard or a strip came or went, or the window was resized. Who follows the talk
   * stays at its end, who reads old lines stays there.
   */
  resized(): void {
    this.queue.take(() => (this.isFollowing ? this.follow() : this.position.holdResized()))
  }

  /**
   * Makes a row grow, as its reader asked. What they look at stays where it is, whatever the view holds on to; one whom
   * this took far from the end is not taken there by what comes in.
   */
  grow(change: Record<string, unknown>): void {
    this.queue.take(async () => {
      await this.position.holdGrown(() => this.view.set(change))
      this.isFollowing = this.isNear
      this.showPills()
    })
  }

  /** To the newest line, which has to be asked for where the reader looks far back. */
  toEnd(): void {
    if (this.ends.newer) {
      this.view.ask('newest')
      return
    }
    this.queue.take(async () => {
      this.gaze.jump()
      this.isFollowing = true
      this.pills.fresh = 0
      if (!this.listWindow.isAtEnd)
        await this.view.set(this.listWindow.around(this.listWindow.lines.length - 1))
      await this.follow()
      this.showPills()
    })
  }

  /** The `seq` behind what was read when the room was opened; the reader goes there. */
  takeMissed(): number {
    const { unread } = this.pills
    unread.count = 0
    this.showPills()
    return unread.read + 1
  }

  /** Shows the line with this `seq`, or the next one where that has none, if it is loaded. Answers its key, or nothing. */
  jump(seq: number): string | undefined {
    const { lines } = this.listWindow
    const isLoaded = (lines[0]?.seq ?? 0) <= seq
    const index = isLoaded ? lines.findIndex((line) => line.seq >= seq) : -1
    const line = lines[index]
    if (line === undefined) return undefined
    this.queue.take(async () => {
      this.gaze.jump()
      if (!this.listWindow.isShown(index)) await this.view.set(this.listWindow.around(index))
      await this.position.toRow(this.listWindow.placeOf(index), (view) => view / 3)
      this.isFollowing = this.isNear
      this.tellPlace()
      this.showPills()
    })
    return line.key
  }

  /** Runs once all that was taken so far is drawn. */
  whenDrawn(run: () => void): void {
    this.queue.take(() => {
      run()
      return undefined
    })
  }

  /** The page is looked at again, and may have been resized meanwhile. */
  wake(): void {
    this.resized()
    this.redate()
  }

  /** It may be another day than when the lines were dated. */
  redate(): void {
    this.queue.take(() => {
      const now = this.clock()
      if (isSameDay(this.now, now)) return undefined
      this.now = now
      return this.view.set(this.listWindow.again(now))
    })
  }

  private async drawTail({ lines, index, arrived, newer }: TailChange): Promise<void> {
    const ends = this.ends.cameNewer(newer)
    const isNew = lines.length > this.listWindow.lines.length
    const last = lines[lines.length - 1]
    // A person who says something wants to see it said.
    if (isNew && last?.mine && last.status === 'sending') this.isFollowing = true
    if (!this.isFollowing) this.pills.fresh += arrived
    let change = this.listWindow.tail(lines, index, this.isFollowing)
    if (this.isFollowing && !this.listWindow.isAtEnd) change = this.listWindow.around(lines.length - 1)
    await this.view.set({ ...change, ...ends, count: lines.length, ...this.drawnPills() })
    if (this.isFollowing) await this.follow()
    this.edges.lookAround()
  }

  private get isNear(): boolean {
    return this.position.isNearEnd && this.listWindow.isAtEnd && !this.ends.newer
  }

  private async follow(): Promise<void> {
    this.tellSeen()
    await this.position.toEnd()
  }

  /** A list that has become higher scrolls by itself, before anything has told of its height: only a measure tells. */
  private doubt(): void {
    if (this.isDoubting) return
    this.isDoubting = true
    this.queue.take(async () => {
      await this.position.measure()
      this.isDoubting = false
      this.isFollowing = this.isNear
      this.showPills()
    })
  }

  private arrive(): void {
    this.isFollowing = true
    this.pills.fresh = 0
    this.tellSeen()
  }

  private tellSeen(): void {
    this.gaze.atEnd(this.listWindow.lines)
  }

  private tellPlace(): void {
    if (this.isFollowing) this.tellSeen()
    void this.gaze.look().then(() => this.showPills())
  }

  private get isFar(): boolean {
    return this.ends.newer || !this.listWindow.isAtEnd || this.position.isFarFromEnd
  }

  private drawnPills() {
    this.forgetSeen()
    return this.pills.drawn(this.isFollowing, this.isFar)
  }

  private showPills(): void {
    this.forgetSeen()
    this.pills.show(this.isFollowing, this.isFar)
  }

  /** What was in the view from the first unread line to the newest is not missed. */
  private forgetSeen(): void {
    if (this.gaze.hasSeenSince(this.pills.unread.read)) this.pills.unread.count = 0
  }
}
