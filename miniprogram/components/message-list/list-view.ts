/** Where things are drawn, px. */
export interface Measure {
  /** How far the list is scrolled down. */
  scrollTop: number
  /** Height of everything in the list. */
  content: number
  /** Height of the part that is seen. */
  view: number
  /** The top of the row asked for, below the top of the part that is seen. */
  row?: number
}

/** What the list's logic needs of the screen. */
export interface ListView {
  /** Changes data by path; resolves when it is drawn. */
  set(change: Record<string, unknown>): Promise<void>
  /** Asks where the list is scrolled to, and where the row at a place is. Nothing: the list is not on the screen. */
  measure(place?: number): Promise<Measure | undefined>
  /** Further than there is means: to the end. */
  scrollTo(top: number): void
  /** Asks the page for older lines. */
  askOlder(): void
  /** Everything up to this `seq` was seen. */
  seen(seq: number): void
}
