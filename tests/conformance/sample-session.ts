import { readFileSync } from 'node:fs'
import { fencesOf } from '../docs/markdown'

/** One line of the sample session: who, by which way, sends or receives what. */
export interface Step {
  line: string
  who: string
  way: 'http' | 'group' | 'direct'
  direction: '>' | '<'
  /** What stands behind the arrow. */
  what: string
}

/** What the placeholders stand for, by name. */
export type Bindings = Map<string, unknown>

const document = new URL('../../docs/PROTOCOL.md', import.meta.url)
const lineForm = /^(\w+) (http|group|direct) ([<>]) (.+)$/
/** A text that is one placeholder: it stands for a value of any type. */
const whole = /^<([\w. ]+)>$/

/** The steps of the sample session of the protocol document. */
export function sampleSession(): Step[] {
  const [session = ''] = fencesOf(readFileSync(document, 'utf8'), 'session')
  return session
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, who = '', way, direction, what = ''] = lineForm.exec(line) ?? []
      if (!way) throw new Error(`The sample session has a line of no known form: ${line}`)
      return { line, who, way: way as Step['way'], direction: direction as Step['direction'], what }
    })
}

/** A text with its placeholders replaced. */
export function filled(text: string, bindings: Bindings): string {
  return text.replace(/<([\w. ]+)>/g, (_, name: string) => {
    if (!bindings.has(name)) throw new Error(`Nothing says yet what <${name}> stands for.`)
    return String(bindings.get(name))
  })
}

/**
 * Puts the actual values in the place of placeholders, where they agree: what comes back equals `actual`
 * when the two match. A placeholder that is met for the first time is bound.
 */
export function resolved(expected: unknown, actual: unknown, bindings: Bindings): unknown {
  if (typeof expected === 'string') return resolvedText(expected, actual, bindings)
  if (Array.isArray(expected))
    return expected.map((entry, at) => resolved(entry, (actual as unknown[] | undefined)?.[at], bindings))
  if (typeof expected !== 'object' || expected === null) return expected
  const other = (actual ?? {}) as Record<string, unknown>
  // Names of fields may be placeholders too: a room's id in `tops`.
  const entries = Object.entries(expected).map(([key, value]) => {
    const name = whole.test(key) ? filled(key, bindings) : key
    return [name, resolved(value, other[name], bindings)]
  })
  return Object.fromEntries(entries)
}

function resolvedText(expected: string, actual: unknown, bindings: Bindings): unknown {
  const name = whole.exec(expected)?.[1]
  // A placeholder inside a text is one that was met before.
  if (name === undefined) return filled(expected, bindings)
  if (!bindings.has(name) && actual !== undefined) bindings.set(name, actual)
  return bindings.get(name)
}
