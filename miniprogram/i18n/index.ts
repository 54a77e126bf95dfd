import { Refused } from '../session/refused'
import { fill } from './fill'
import type { Language } from './language'
import { table } from './table'

export type WordKey = keyof typeof table
export type { Language } from './language'

let current: Language = 'zh'

/** The language in which everything is shown now. */
export function language(): Language {
  return current
}

/** Pages show it from their next opening on. */
export function setLanguage(language: Language): void {
  current = language
}

/** The word for a key, with what is put into its `{…}`. */
export function t(key: WordKey, params: Record<string, string | number> = {}): string {
  return fill(table[key][current], params)
}

/** A kind sentence for whatever went wrong: a `Refused`, or the code of a problem. */
export function explain(problem: unknown): string {
  const code = problem instanceof Refused ? problem.code : String(problem)
  const key = `problem.${code}`
  return Object.prototype.hasOwnProperty.call(table, key) ? t(key as WordKey) : t('problem.unknown', { code })
}
