import { isSameDay } from '../../lib/when'
import { isToRead, type Line } from '../../messages/line'
import type { ListChange } from '../../messages/transcript'
import type { LinesChange, Opening } from '../../rooms/room'
import type { ListView } from './list-view'
import { type Change, ListWindow } from './list-window'
import { ScrollPosition } from './scroll-position'
import { SerialQueue } from './serial-queue'

/** px from an edge of what is drawn at which the next block is brought in: more than a flick of the thumb. */
const margin = 1_200
/** px above the unread divider that stay in sight when the room opens at it. */
const headroom = 24

type Of<T extends ListChange['type']> = Extract<ListChange, { type: T }>

/**
 * The list as it is read: what is drawn, whether the reader follows the talk, what came in meanwhile. The view draws one
 * change after the other, and may be behind the room's list.
 */
export class ListController {
  private readonly view: ListView
  private readonly position: ScrollPosition
  private readonly listWindow = new ListWindow()
  private readonly queue = new SerialQueue()
  private readonly recalled = new Map<string, string>()
  private waiting: { change: Of<'tail'>; turn: number } | undefined
  private isFollowing = true
  private isExtending = false
  /** Whether it is being looked at if the reader has left the end. */
  private isDoubting = false
  private fresh = 0
  private more = false
  private older: '' | 'loading' | 'failed' = ''
  private shown = { fresh: 0, away: false }
  private readonly clock: () => number
  private now = 0

  /** `clock`: by which lines are dated. */
  constructor(view: ListView, clock: () => number) {
    this.view = view
    this.position = new ScrollPosition(view)
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
    else if (change.type === 'tail') this.append(change)
    else this.change(change)
  }

  /** Shows a room: at the first unread line, or at the newest. Nothing is seen to move. */
  private open({ lines, more, read }: Opening): void {
    this.queue.take(async () => {
      const first = read > 0 ? lines.findIndex((line) => isToRead(line) && line.seq > read) : -1
      // With nothing read above it a divider says nothing.
      const unread = first > 0 ? first : -1
      this.now = this.clock()
      this.more = more
      this.older = ''
      const context = { now: this.now, unread: lines[unread]?.key ?? '', editable: this.recalled }
      const change = this.listWindow.show(lines, unread < 0 ? lines.length - 1 : unread, context)
      await this.view.set({ ...change, count: lines.length, more, older: '', isPlaced: false })
      await this.place(unread)
      await this.view.set({ isPlaced: true, ...this.pill() })
    })
  }

  private append(change: Of<'tail'>): void {
    const waiting = this.waiting
    // A busy room is drawn as often as the phone can, not as often as somebody speaks.
    if (waiting && this.queue.isLast(waiting.turn)) {
      const index = Math.min(waiting.change.index, change.index)
      waiting.change = { ...change, index, arrived: waiting.change.arrived + change.arrived }
      return
    }
    const news = { change, turn: 0 }
    this.waiting = news
    news.turn = this.queue.take(() => this.drawTail(news.change))
  }

  private prepend({ lines, count, more }: Of<'older'>): void {
    this.queue.take(async () => {
      this.more = more
      this.older = ''
      const also = { more, older: '', count: lines.length }
      await this.hold(() => this.listWindow.older(lines, count), count, also)
      this.lookAround()
    })
  }

  private change({ lines, indices }: Of<'changed'>): void {
    this.queue.take(() => {
      for (const index of indices) this.recall(index, lines[index])
      this.showPill()
      const change = this.listWindow.changed(lines, indices)
      if (Object.keys(change).length === 0) return undefined
      return this.view.set(change).then(() => (this.isFollowing ? this.follow() : undefined))
    })
  }

  /** A line that is recalled is new no more. A text that its author took back can be edited anew. */
  private recall(index: number, after: Line | undefined): void {
    const before = this.listWindow.lines[index]
    if (after?.kind !== 'recalled' || !before || before.kind === 'recalled') return
    if (after.mine && !after.removed && before.kind === 'text') this.recalled.set(after.key, before.text)
    const since = this.listWindow.lines.slice(index).filter(isToRead).length
    if (isToRead(before) && since <= this.fresh) this.fresh -= 1
  }

  /** Asking for older lines failed: the reader may ask again. */
  olderFailed(): void {
    this.older = 'failed'
    void this.view.set({ older: 'failed' })
  }

  askOlder(): void {
    if (!this.more || this.older === 'loading') return
    this.older = 'loading'
    void this.view.set({ older: 'loading' })
    this.view.askOlder()
  }

  /** The reader has scrolled. Called dozens of times a second: draws only what must change. */
  scrolled(scrollTop: number, content: number): void {
    const isUp = this.position.scrolled(scrollTop, content)
    const { isNear } = this
    // A list that grows is not a reader who leaves.
    if (isNear && !this.isFollowing) this.arrive()
    else if (!isNear && isUp && this.isFollowing) this.doubt()
    this.showPill()
    this.lookAround()
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
      this.showPill()
    })
  }

  /** To the newest line. */
  toEnd(): void {
    this.queue.take(async () => {
      this.isFollowing = true
      this.fresh = 0
      if (!this.listWindow.isAtEnd)
        await this.view.set(this.listWindow.around(this.listWindow.lines.length - 1))
      await this.follow()
      this.showPill()
    })
  }

  /** Shows the line with this `seq`, if it is loaded. Answers its key, or nothing. */
  jump(seq: number): string | undefined {
    const index = this.listWindow.lines.findIndex((line) => line.seq === seq)
    const line = this.listWindow.lines[index]
    if (line === undefined) return undefined
    this.queue.take(async () => {
      this.isFollowing = false
      if (!this.listWindow.isShown(index)) await this.view.set(this.listWindow.around(index))
      await this.position.toRow(this.listWindow.placeOf(index), (view) => view / 3)
      this.showPill()
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

  private async drawTail({ lines, index, arrived }: Of<'tail'>): Promise<void> {
    const isNew = lines.length > this.listWindow.lines.length
    const last = lines[lines.length - 1]
    // A person who says something wants to see it said.
    if (isNew && last?.mine && last.status === 'sending') this.isFollowing = true
    if (!this.isFollowing) this.fresh += arrived
    let change = this.listWindow.tail(lines, index, this.isFollowing)
    if (this.isFollowing && !this.listWindow.isAtEnd) change = this.listWindow.around(lines.length - 1)
    await this.view.set({ ...change, count: lines.length, ...this.pill() })
    if (this.isFollowing) await this.follow()
  }

  private get isNear(): boolean {
    return this.position.isNearEnd && this.listWindow.isAtEnd
  }

  private async place(unread: number): Promise<void> {
    if (unread < 0) await this.position.toEnd()
    else await this.position.toRow(this.listWindow.placeOf(unread), () => headroom)
    this.isFollowing = this.isNear
    this.fresh = 0
    if (this.isFollowing) this.tellSeen()
    else if (unread >= 0) this.fresh = this.listWindow.lines.slice(unread).filter(isToRead).length
    this.lookAround()
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
      this.showPill()
    })
  }

  private arrive(): void {
    this.isFollowing = true
    this.fresh = 0
    this.tellSeen()
  }

  private tellSeen(): void {
    const seq = this.listWindow.lines.reduce((newest, line) => Math.max(newest, line.seq), 0)
    if (seq > 0) this.view.seen(seq)
  }

  /** Brings in the next block where the reader comes near the edge of what is drawn. */
  private lookAround(): void {
    if (this.isExtending) return
    if (this.position.above < margin && !this.listWindow.isAtStart) this.extend(() => this.listWindow.up())
    else if (this.position.below < margin && !this.listWindow.isAtEnd)
      this.extend(() => this.listWindow.down())
    else if (this.position.above < margin && this.older === '') this.askOlder()
  }

  private extend(change: () => Change): void {
    this.isExtending = true
    this.queue.take(async () => {
      await this.hold(change, 0, {})
      this.isExtending = false
      this.lookAround()
    })
  }

  /** Makes a change above or below the reader, and leaves what they look at where it is. */
  private hold(change: () => Change, added: number, also: Record<string, unknown>): Promise<void> {
    const { anchor } = this.listWindow
    return this.position.holdRow(this.listWindow.placeOf(anchor), async () => {
      await this.view.set({ ...change(), ...also })
      return this.listWindow.placeOf(anchor + added)
    })
  }

  private pill(): { fresh: number; away: boolean } {
    const isFar = !this.listWindow.isAtEnd || this.position.isFarFromEnd
    this.shown = { fresh: this.fresh, away: !this.isFollowing && (this.fresh > 0 || isFar) }
    return this.shown
  }

  private showPill(): void {
    const { fresh, away } = this.shown
    const now = this.pill()
    if (now.fresh !== fresh || now.away !== away) void this.view.set(now)
  }
}
