import type { Line } from '../../messages/line'
import { limits } from '../../protocol/index'

/** The messages that are ticked while several are chosen. */
export class Selection {
  private readonly lines = new Map<string, Line>()

  /** By the keys of their lines, for the view. */
  get keys(): Record<string, boolean> {
    const keys: Record<string, boolean> = {}
    for (const key of this.lines.keys()) keys[key] = true
    return keys
  }

  /** In the order of the room. */
  get list(): Line[] {
    return [...this.lines.values()].sort((one, other) => one.seq - other.seq)
  }

  clear(): void {
    this.lines.clear()
  }

  /** Ticks a line, or takes its tick off. False when there are as many as there may be. */
  toggle(line: Line): boolean {
    if (this.lines.delete(line.key)) return true
    if (this.lines.size === limits.forwarded) return false
    this.lines.set(line.key, line)
    return true
  }

  /** The lines as they are now; what is no more there is not chosen. Answers whether fewer are. */
  renew(lines: readonly Line[]): boolean {
    const before = this.lines.size
    if (before === 0) return false
    const now = new Map(lines.map((line) => [line.key, line]))
    const oldest = lines[0]?.seq ?? 0
    for (const { key, seq } of [...this.lines.values()]) {
      const line = now.get(key)
      if (line && mayBeSelected(line)) this.lines.set(key, line)
      // What is older than these is not loaded any more, and may be there still.
      else if (line || seq > oldest) this.lines.delete(key)
    }
    return this.lines.size < before
  }
}

/** Whether something can be done to a line together with others: it is said, and still there. */
export function mayBeSelected({ seq, kind }: Line): boolean {
  return seq > 0 && kind !== 'recalled'
}
