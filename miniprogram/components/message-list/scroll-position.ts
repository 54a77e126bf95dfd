import type { ListView, Measure } from './list-view'

/** px from the end within which a reader counts as following the talk. */
const nearEnd = 60
/** Further than any list is long. */
const end = 1e7

/** Where the reader is in the list, as it was last measured or told, and what moves them or holds them there. */
export class ScrollPosition {
  private readonly view: ListView
  private at: Measure = { top: 0, scrollTop: 0, content: 0, view: 0 }

  constructor(view: ListView) {
    this.view = view
  }

  /** px above what is seen. */
  get above(): number {
    return this.at.scrollTop
  }

  /** px below what is seen. */
  get below(): number {
    return this.at.content - this.at.scrollTop - this.at.view
  }

  get isNearEnd(): boolean {
    return this.below < nearEnd
  }

  /** Whether the end is more than a flick of the thumb away. */
  get isFarFromEnd(): boolean {
    return this.below > 1.5 * this.at.view
  }

  /** The reader has scrolled. Answers whether that was upwards. */
  scrolled(scrollTop: number, content: number): boolean {
    const isUp = scrollTop < this.at.scrollTop - 2
    this.at = { ...this.at, scrollTop, content }
    return isUp
  }

  async measure(place?: number): Promise<Measure | undefined> {
    const found = await this.view.measure(place)
    if (found) this.at = found
    return found
  }

  async toEnd(): Promise<void> {
    this.view.scrollTo(end)
    await this.measure()
  }

  /** To the row at a place, with what `space` answers of the height of the view left free above it. */
  async toRow(place: number, space: (view: number) => number): Promise<void> {
    const { row, scrollTop, view } = (await this.measure(place)) ?? this.at
    if (row !== undefined) this.view.scrollTo(Math.max(0, scrollTop + row - space(view)))
    await this.measure()
  }

  /** The list is higher or lower than before. What is read stays where it is, also when the top of the list has moved. */
  async holdResized(): Promise<void> {
    const before = this.at.top
    const found = await this.measure()
    if (!found || Math.abs(found.top - before) < 1) return
    this.view.scrollTo(Math.max(0, found.scrollTop + found.top - before))
    await this.measure()
  }

  /** Draws a row that grows, and stays where the reader is, whatever the view holds on to. */
  async holdGrown(draw: () => Promise<void>): Promise<void> {
    const before = await this.measure()
    await draw()
    if (before) this.view.scrollTo(before.scrollTop)
    await this.measure()
  }

  /**
   * Draws a change above or below the reader, and leaves the row at `place` where it is; `draw` answers its place from
   * then on. The view holds on by itself where it can (`scroll-anchoring`, `overflow-anchor`); where it did not, the row
   * that moved tells by how much.
   */
  async holdRow(place: number, draw: () => Promise<number>): Promise<void> {
    const before = await this.measure(place)
    const after = await this.measure(await draw())
    if (before?.row === undefined || after?.row === undefined) return
    const grown = after.row + after.scrollTop - before.row - before.scrollTop
    const drift = after.row - before.row
    // The thumb may have moved the list meanwhile, but by less than a block: then the view did hold.
    if (Math.abs(grown) < 1 || Math.abs(drift) <= Math.abs(grown) / 2) return
    this.view.scrollTo(after.scrollTop + grown)
    this.at = { ...after, scrollTop: after.scrollTop + grown }
  }
}
