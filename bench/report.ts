import { readFileSync, writeFileSync } from 'node:fs'

const json = 'docs/performance.json'
const page = 'docs/PERFORMANCE.md'
/** What stands between these two is ours; the rest of the page is written by people. */
const [begin, end] = ['<!-- bench -->', '<!-- /bench -->']

/** What a run of the bench found. */
export interface Report {
  date: string
  machine: string
  subjects: Record<string, Subject>
}

interface Subject {
  /** How long it took to measure. */
  seconds: number
  /** The load average of the machine just before: others were at work as well where it is above that of a quiet one. */
  loadBefore: number
  rows: object[]
}

/** Puts a full run where people and programs find it. */
export function write(report: Report): void {
  writeFileSync(json, `${JSON.stringify(report, undefined, 2)}\n`)
  const old = readFileSync(page, 'utf8')
  const [from, to] = [old.indexOf(begin) + begin.length, old.indexOf(end)]
  writeFileSync(page, `${old.slice(0, from)}\n${tables(report)}${old.slice(to)}`)
}

function tables({ date, machine, subjects }: Report): string {
  const parts = Object.entries(subjects).map(
    ([name, { seconds, loadBefore, rows }]) =>
      `### ${name}\n\n${table(rows)}\nMeasured in ${seconds} s; load average before it ${loadBefore}.\n`,
  )
  return `${machine}; ${date.slice(0, 16).replace('T', ' ')} UTC.\n\n${parts.join('\n')}`
}

function table(rows: object[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const line = (cells: unknown[]) => `| ${cells.join(' | ')} |\n`
  return line(columns) + line(columns.map(() => '---')) + rows.map((row) => line(Object.values(row))).join('')
}
