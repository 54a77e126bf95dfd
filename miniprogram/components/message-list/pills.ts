import type { ListView } from './list-view'

/** What leads to the newest lines, and to the first unread one, as the view draws it. */
interface Drawn {
  /** New lines that the reader has not come to. */
  fresh: number
  /** Whether the newest are out of sight. */
  away: boolean
  /** Unread lines that a reader at the newest has passed over. */
  missed: number
}

/** What there is to read elsewhere in the list. */
export class Pills {
  fresh = 0
  /** What was unread when the room was opened, until the reader has seen it. */
  unread = { read: 0, count: 0 }
  private readonly view: ListView
  private shown: Drawn = { fresh: 0, away: false, missed: 0 }

  constructor(view: ListView) {
    this.view = view
  }

  /** As they are drawn from now on; `isFar`: the newest line is far below. */
  drawn(isFollowing: boolean, isFar: boolean): Drawn {
    const away = !isFollowing && (this.fresh > 0 || isFar)
    this.shown = { fresh: this.fresh, away, missed: isFollowing ? this.unread.count : 0 }
    return { ...this.shown }
  }

  /** Draws them where they changed. */
  show(isFollowing: boolean, isFar: boolean): void {
    const { fresh, away, missed } = this.shown
    const now = this.drawn(isFollowing, isFar)
    if (now.fresh !== fresh || now.away !== away || now.missed !== missed) void this.view.set({ ...now })
  }
}
