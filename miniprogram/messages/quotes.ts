import type { Line, Quote } from './line'

/** Which lines of a room answer which message, and what is shown of it. */
export class Quotes {
  readonly #bySeq = new Map<number, Line>()
  /** Lines that answer a message: their keys by its `seq`. */
  readonly #answers = new Map<number, Set<string>>()

  /** A line of the history is as given from now on. */
  knows(line: Line): void {
    this.#bySeq.set(line.seq, line)
  }

  line(seq: number): Line | undefined {
    return this.#bySeq.get(seq)
  }

  /** The line with what it answers. */
  quoted(line: Line, seq: number | undefined): Line {
    if (seq === undefined) return line
    const keys = this.#answers.get(seq) ?? new Set()
    this.#answers.set(seq, keys.add(line.key))
    return { ...line, reply: this.#quote(seq) }
  }

  /** The keys of the lines that answer this message. */
  answering(seq: number): ReadonlySet<string> {
    return this.#answers.get(seq) ?? new Set()
  }

  #quote(seq: number): Quote {
    const line = this.#bySeq.get(seq)
    return line
      ? { seq, name: line.from.name, text: line.text, ...(line.media && { kind: line.kind }) }
      : { seq }
  }
}
