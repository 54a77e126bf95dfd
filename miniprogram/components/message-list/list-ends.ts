import type { ListView } from './list-view'

/** How loading at one end of the list stands. */
type Loading = '' | 'loading' | 'failed'

/** What there is to load at both ends of the list. */
export class ListEnds {
  /** Whether there are older, and newer lines to load. */
  more = false
  newer = false
  private readonly view: ListView
  private older: Loading = ''
  private later: Loading = ''

  constructor(view: ListView) {
    this.view = view
  }

  /** What came at the older end; `more`: whether there is still more. */
  cameOlder(more: boolean): Record<string, unknown> {
    this.more = more
    this.older = ''
    return { more, older: '' }
  }

  /** What came at the newer end; `newer`: whether there is still more. */
  cameNewer(newer: boolean): Record<string, unknown> {
    const isSame = newer === this.newer && this.later === ''
    this.newer = newer
    this.later = ''
    return isSame ? {} : { newer, later: '' }
  }

  /** Asked again only by the reader where it failed before. */
  lookOlder(): void {
    if (this.older === '') this.askOlder()
  }

  lookNewer(): void {
    if (this.later === '') this.askNewer()
  }

  askOlder(): void {
    if (!this.more || this.older === 'loading') return
    this.older = 'loading'
    void this.view.set({ older: 'loading' })
    this.view.ask('older')
  }

  askNewer(): void {
    if (!this.newer || this.later === 'loading') return
    this.later = 'loading'
    void this.view.set({ later: 'loading' })
    this.view.ask('newer')
  }

  olderFailed(): void {
    this.older = 'failed'
    void this.view.set({ older: 'failed' })
  }

  newerFailed(): void {
    this.later = 'failed'
    void this.view.set({ later: 'failed' })
  }
}
