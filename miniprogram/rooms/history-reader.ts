import type { ListChange, Transcript } from '../messages/transcript'
import type { ServerFrame, ServerFrameOf } from '../protocol/index'
import { limits } from '../protocol/index'
import type { Question } from '../session/requests'

/** What the reader of a history needs of its room. */
export interface ReadRoom {
  readonly room: string
  /** Rejects with `Refused`. */
  ask(question: Question): Promise<ServerFrame | undefined>
}

/** Loads the history of an open room where its reader looks: page by page at both ends, or the page around a message. */
export class HistoryReader {
  private readonly openRoom: ReadRoom
  private readonly transcript: Transcript
  private readonly show: (changes: readonly ListChange[]) => void
  private older: Promise<void> | undefined
  private newer: Promise<void> | undefined
  private visits = 0

  constructor(openRoom: ReadRoom, transcript: Transcript, show: (changes: readonly ListChange[]) => void) {
    this.openRoom = openRoom
    this.transcript = transcript
    this.show = show
  }

  /** The page before the oldest line; several who ask share one. */
  loadOlder(): Promise<void> {
    if (!this.transcript.history.shown.more) return Promise.resolve()
    this.older ??= this.loadBefore().finally(() => {
      this.older = undefined
    })
    return this.older
  }

  /** The page after the newest line, of a reader far back; several who ask share one. */
  loadNewer(): Promise<void> {
    if (!this.transcript.history.isAway) return Promise.resolve()
    this.newer ??= this.loadAfter().finally(() => {
      this.newer = undefined
    })
    return this.newer
  }

  /** The page around a message takes the place of what was shown. False when something else was wanted meanwhile. */
  async visit(seq: number): Promise<boolean> {
    this.visits += 1
    const visit = this.visits
    const page = await this.page({ around: seq })
    if (!page || visit !== this.visits) return false
    this.transcript.visit(page.messages, page.more)
    return true
  }

  /** The reader wants to see what is shown: a page that is on its way comes too late. */
  stay(): void {
    this.visits += 1
  }

  private async loadBefore(): Promise<void> {
    const { history } = this.transcript
    const before = history.shown.oldest
    const page = await this.page({ before })
    // The list started anew meanwhile, or another part of it is looked at: this page does not belong to it.
    if (!page || history.shown.oldest !== before) return
    const { length } = this.transcript.lines
    this.show(this.transcript.prepend(page.messages, page.more))
    // Nothing but changes, which have no lines: a reader who scrolls up wants to see something.
    const isEmpty = this.transcript.lines.length === length && page.messages.length > 0
    if (isEmpty && page.more) await this.loadBefore()
  }

  private async loadAfter(): Promise<void> {
    const { history } = this.transcript
    const after = history.shown.newest ?? 0
    const page = await this.page({ after })
    if (!page || !history.isAway || history.shown.newest !== after) return
    const { length } = this.transcript.lines
    this.show(this.transcript.append(page.messages))
    const isEmpty = this.transcript.lines.length === length && page.messages.length > 0
    if (isEmpty && history.isAway) await this.loadAfter()
  }

  private async page(where: { before: number } | { after: number } | { around: number }) {
    const { room } = this.openRoom
    const answer = await this.openRoom.ask({ type: 'history', room, ...where, limit: limits.pageDefault })
    return answer?.type === 'page' ? (answer satisfies ServerFrameOf<'page'>) : undefined
  }
}
