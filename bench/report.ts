import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const json = 'docs/performance.json'
const page = 'docs/PERFORMANCE.md'
/** What stands between these two is ours; the rest of the page is written by people. */
const [begin, end] = ['<!-- bench -->', '<!-- /bench -->']

/** What a run found about one subject. */
export interface Finding {
  date: string
  machine: string
  /** How long it took to measure. */
  seconds: number
  /** The load average of the machine just before and just after: what is above our own two processes is others' work. */
  load: { before: number; after: number }
  rows: object[]
}

/** Puts a finding where people and programs find it, in the place of the last one on its subject. */
export function keep(subject: string, finding: Finding): void {
  const known: Record<string, Finding> = existsSync(json) ? JSON.parse(readFileSync(json, 'utf8')) : {}
  const findings = { ...known, [subject]: finding }
  writeFileSync(json, `${JSON.stringify(findings, undefined, 2)}\n`)
  const old = readFileSync(page, 'utf8')
  const [from, to] = [old.indexOf(begin) + begin.length, old.indexOf(end)]
  const parts = Object.entries(findings).map(([name, one]) => part(name, one))
  writeFileSync(page, `${old.slice(0, from)}\n\n${parts.join('\n')}\n${old.slice(to)}`)
}

function part(subject: string, { date, machine, seconds, load, rows }: Finding): string {
  const when = date.slice(0, 16).replace('T', ' ')
  const { before, after } = load
  return `### ${subject}\n\n${table(rows)}\n${when} UTC, in ${seconds} s; ${machine}; load average ${before} before and ${after} after.\n`
}

function table(rows: object[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const line = (cells: unknown[]) => `| ${cells.join(' | ')} |\n`
  return line(columns) + line(columns.map(() => '---')) + rows.map((row) => line(Object.values(row))).join('')
}
