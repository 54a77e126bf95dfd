import type { Transcript } from '../messages/transcript'
import { firstRead } from '../protocol/index'
import type { Opening, Place } from './room'

/** What the list of rooms says of how far a room is read. */
export interface ReadCard {
  read: number
  unread: number
  /** From where on it was marked unread. */
  marked?: number
}

/** Where a page that opens a room begins: at the first unread message, where the reader was the last time, or at the newest. */
export class Arrival {
  /** Whether the reader has begun to read: what comes from then on is new. */
  isOver = false
  /** Whether the page that is to be shown first is asked for. */
  isUnderWay = false
  private readonly card: () => ReadCard | undefined
  private readonly transcript: Transcript
  private kept: Place | undefined
  private before: ReadCard = { read: 0, unread: 0 }

  /** `card`: nothing while the room is in no list. */
  constructor(card: () => ReadCard | undefined, transcript: Transcript) {
    this.card = card
    this.transcript = transcript
    this.look()
  }

  /** Up to where it was read when the page began to show it. The first unread message is sought behind it. */
  get read(): number {
    return this.before.read
  }

  /** A page begins to show it. `kept`: where the reader was the last time. */
  begin(kept: Place | undefined): void {
    this.isOver = false
    this.kept = kept
    this.transcript.goBack()
    this.look()
  }

  /** Whether what is to be shown first is not loaded. */
  get isFarBack(): boolean {
    return !this.isOver && this.missing !== undefined
  }

  /** The `seq` of what is to be shown first where that is not loaded. */
  get missing(): number | undefined {
    if (!this.isOver) this.look()
    const seq = this.before.unread > 0 ? this.read + 1 : this.kept?.seq
    return seq === undefined || this.transcript.history.at(seq) ? undefined : seq
  }

  /** All there is. `place`: what is shown first, if the page is not opened just now. */
  opening(place?: Opening['place']): Opening {
    if (!this.isOver) this.look()
    const { lines, history } = this.transcript
    const { more } = history.shown
    const first = this.isOver ? 'unread' : this.first
    return { type: 'all', lines, more, newer: history.isAway, ...this.before, place: place ?? first }
  }

  /** What a page shows first, as far as it is loaded. */
  get first(): Opening['place'] {
    if (this.before.unread > 0) return 'unread'
    const isLoaded = this.kept && this.transcript.history.at(this.kept.seq)
    return this.kept && isLoaded ? this.kept : 'newest'
  }

  private look(): void {
    const card = this.card() ?? { read: 0, unread: 0 }
    const read = firstRead(card)
    // What one has said oneself lies before the first unread message, and is none.
    const first = this.transcript.history.firstUnread(read, card.unread)
    this.before = { read: first === undefined ? read : first - 1, unread: card.unread }
  }
}
