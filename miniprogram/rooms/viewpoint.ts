import type { ListChange, Transcript } from '../messages/transcript'
import { Arrival, type ReadCard } from './arrival'
import { HistoryReader, type ReadRoom } from './history-reader'
import type { LinesChange, Look, Opening, Place } from './room'

/** Which part of its history an open room shows: where its reader begins, what is loaded around them, and where they jump to. */
export class Viewpoint {
  private readonly transcript: Transcript
  private readonly arrival: Arrival
  private readonly reader: HistoryReader
  private readonly show: (changes: readonly LinesChange[]) => void

  /** `card`: nothing while the room is in no list. */
  constructor(
    openRoom: ReadRoom,
    card: () => ReadCard | undefined,
    transcript: Transcript,
    show: (changes: readonly LinesChange[]) => void,
  ) {
    this.transcript = transcript
    this.arrival = new Arrival(card, transcript)
    this.reader = new HistoryReader(openRoom, transcript, show)
    this.show = show
  }

  /** Whether what is to be shown first is not loaded. */
  get isFarBack(): boolean {
    return this.arrival.isFarBack
  }

  /** A page begins to show the room. `kept`: where the reader was the last time. */
  begin(kept: Place | undefined): void {
    this.arrival.begin(kept)
  }

  /** All there is. */
  opening(): Opening {
    return this.arrival.opening()
  }

  /** Whether what is looked at goes on from what was read before, of which `next` comes first: all that lies between was in the view. */
  isReadOn({ from, isEnd }: Look, next: number): boolean {
    if (!isEnd) this.arrival.isOver = true
    return (isEnd && this.arrival.isOver && !this.transcript.history.isAway) || from <= next
  }

  /** The list began anew. */
  restarted(): void {
    if (!this.transcript.history.isAway && !this.isFarBack) this.show([this.opening()])
  }

  /** Messages came: new ones to a reader, and before that what the room is opened with. */
  came(changes: readonly ListChange[]): void {
    this.show(this.arrival.isOver ? changes : [this.opening()])
  }

  /** It is known now what there is to read: where that is not loaded, it is. Until then, and without it, the newest is shown. False when that was done before. */
  async arrive(): Promise<boolean> {
    if (this.arrival.isOver || this.arrival.isUnderWay) return false
    const seq = this.arrival.missing
    if (seq !== undefined) {
      this.arrival.isUnderWay = true
      const isThere = await this.reader.visit(seq).catch(() => true)
      this.arrival.isUnderWay = false
      // Also to a reader who has looked around meanwhile.
      if (isThere) this.show([this.arrival.opening(this.arrival.first)])
    }
    this.arrival.isOver = true
    return true
  }

  /** Loads the page before the oldest line that is shown; several who ask share one. */
  loadOlder(): Promise<void> {
    return this.reader.loadOlder()
  }

  /** Loads the page after the newest line that is shown to a reader far back. */
  loadNewer(): Promise<void> {
    return this.reader.loadNewer()
  }

  /** Shows the message with this `seq`, and what stands around it. False when something else was wanted meanwhile. */
  async seek(seq: number): Promise<boolean> {
    this.arrival.isOver = true
    const { history } = this.transcript
    if (history.shown.at(seq)) return true
    if (history.recent.at(seq)) this.transcript.goBack()
    else if (!(await this.reader.visit(seq))) return false
    this.show([this.arrival.opening({ seq })])
    return true
  }

  /** Shows the newest again. */
  toNewest(): void {
    const isElsewhere = this.transcript.history.isAway || this.isFarBack
    this.arrival.isOver = true
    this.reader.stay()
    if (!isElsewhere) return
    this.transcript.goBack()
    this.show([this.arrival.opening('newest')])
  }
}
