/** Does one thing after the other, each to its end; at once where nothing is under way. */
export class SerialQueue {
  private readonly waiting: { turn: number; task: () => Promise<void> | undefined }[] = []
  private busy = false
  private last = 0

  /** Answers the number of the turn. */
  take(task: () => Promise<void> | undefined): number {
    this.last += 1
    const turn = this.last
    this.waiting.push({ turn, task })
    if (!this.busy) this.next()
    return turn
  }

  /** Whether a turn has not begun and nothing waits behind it. */
  isLast(turn: number): boolean {
    return this.waiting[this.waiting.length - 1]?.turn === turn
  }

  private next(): void {
    const first = this.waiting.shift()
    this.busy = first !== undefined
    if (first === undefined) return
    const done = first.task()
    const after = () => this.next()
    if (done === undefined) after()
    else done.then(after, after)
  }
}
