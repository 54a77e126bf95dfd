/** Something in the mini-program that the build cannot accept; the message starts with `file:line`. */
export class BuildFailure extends Error {
  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line} ${problem}`)
    this.name = 'BuildFailure'
  }
}

/** The 1-based line on which `needle` first stands in `text`, or 1. */
export function lineOf(text: string, needle: string): number {
  const at = text.indexOf(needle)
  return at < 0 ? 1 : text.slice(0, at).split('\n').length
}
