/** Does one thing after the other of those with the same key. What is tried again for a while must not come behind what was done since. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>()

  take<T>(key: string, act: () => Promise<T>): Promise<T> {
    const turn = this.last.get(key)?.then(act, act) ?? act()
    this.last.set(key, turn)
    const done = () => {
      if (this.last.get(key) === turn) this.last.delete(key)
    }
    turn.then(done, done)
    return turn
  }
}
