/** A part of a document: what stands under one heading, up to the next heading of any level. */
export interface Section {
  level: number
  title: string
  text: string
}

/** The sections of a Markdown document. Headings inside fenced blocks are text. */
export function sectionsOf(markdown: string): Section[] {
  const sections: Section[] = []
  let fenced = false
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) fenced = !fenced
    const heading = fenced ? null : /^(#+) (.*)$/.exec(line)
    const [, hashes = '', title = ''] = heading ?? []
    if (heading) sections.push({ level: hashes.length, title, text: '' })
    else if (sections.length > 0) (sections.at(-1) as Section).text += `${line}\n`
  }
  return sections
}

/** The tables of a text: each a list of rows without heading, each row its cells. */
export function tablesOf(text: string): string[][][] {
  const tables: string[][][] = []
  const table: string[][] = []
  for (const line of [...text.split('\n'), '']) {
    if (line.startsWith('|')) table.push(cellsOf(line))
    // The first two lines are the heading and the rule under it.
    else if (table.length > 0) tables.push(table.splice(0).slice(2))
  }
  return tables
}

function cellsOf(row: string): string[] {
  return row
    .slice(1, row.lastIndexOf('|'))
    .split('|')
    .map((cell) => cell.trim())
}

/** The text of fenced blocks in this language. */
export function fencesOf(markdown: string, language: string): string[] {
  const fences = [...markdown.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
  return fences.filter((fence) => fence[1] === language).map((fence) => fence[2] ?? '')
}

/** Takes the backticks off a cell that is one piece of code; anything else stays as it is. */
export function code(cell: string | undefined): string {
  return (cell ?? '').replace(/^`([^`]*)`$/, '$1')
}
