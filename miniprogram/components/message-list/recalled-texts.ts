import type { Line } from '../../messages/line'

/** The texts of own lines that were recalled while the list was open, by their keys: they can be written anew. */
export class RecalledTexts {
  private readonly texts = new Map<string, string>()

  has(key: string): boolean {
    return this.texts.has(key)
  }

  get(key: string): string | undefined {
    return this.texts.get(key)
  }

  /** A line is another now. Answers whether it was recalled by that. */
  take(before: Line | undefined, after: Line | undefined): boolean {
    if (after?.kind !== 'recalled' || !before || before.kind === 'recalled') return false
    if (after.mine && !after.removed && before.kind === 'text') this.texts.set(after.key, before.text)
    return true
  }
}
