import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { importGraph } from '../support/import-graph'

const page = readFileSync('docs/ARCHITECTURE.md', 'utf8')
const graph = importGraph('server', 'miniprogram', 'web')
const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\n')

/** The part of the page under a heading, up to the next heading of the same depth or above. */
function section(heading: string): string {
  const start = page.indexOf(`\n${heading}\n`)
  if (start < 0) throw new Error(`docs/ARCHITECTURE.md has no "${heading}"`)
  const depth = heading.indexOf(' ')
  const rest = page.slice(start + heading.length + 2)
  const end = rest.search(new RegExp(`^#{1,${depth}} `, 'm'))
  return end < 0 ? rest : rest.slice(0, end)
}

/** The rows of the tables of a section, cell by cell; heads left out. */
const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.slice(2, -2).split(' | '))

/** What stands in code marks. */
const codesOf = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

describe('the map', () => {
  const rows = rowsOf(section('## The tree')).map(([folder = '', what = '', imports = '']) => ({
    folder: codesOf(folder)[0] ?? '',
    what,
    imports: codesOf(imports),
  }))
  const roots = ['server', 'miniprogram', 'web']
  const folderOf = (file: string) =>
    file
      .split('/')
      .slice(0, roots.includes(file.split('/')[0] ?? '') ? 2 : 1)
      .join('/')

  it('has a line for each folder, and for no other', () => {
    const folders = new Set(tracked.filter((file) => file.includes('/')).map(folderOf))
    const real = [...folders].filter((folder) => tracked.some((file) => file.startsWith(`${folder}/`)))
    expect(rows.map(({ folder }) => folder).sort()).toEqual(real.sort())
  })

  it.each(rows.filter(({ folder }) => folder.includes('/')))(
    'tells what $folder imports',
    ({ folder, imports }) => {
      const used = [...graph]
        .filter(([file]) => file.startsWith(`${folder}/`))
        .flatMap(([, files]) => [...files])
        .filter((file) => !file.startsWith(`${folder}/`))
        .map((file) => (file.split('/').length > 2 ? folderOf(file) : file))
      const root = folder.split('/')[0]
      const named = imports.map((name) => {
        if (name === 'protocol') return 'miniprogram/protocol'
        // Of another root it stands with its path.
        return name.includes('/') ? name : `${root}/${name}`
      })
      expect([...new Set(used)].sort()).toEqual(named.sort())
    },
  )
})

/** Whether one of two files imports the other, or a third one ties them together. */
function areNear(one: string, other: string): boolean {
  const near = (file: string) => [...graph].filter(([from, to]) => to.has(file) || graph.get(file)?.has(from))
  const neighbours = near(one).map(([file]) => file)
  return (
    neighbours.includes(other) ||
    neighbours.some((file) => graph.get(file)?.has(other) || graph.get(other)?.has(file))
  )
}

describe('the walk', () => {
  const walks = [
    ['### From the socket to everybody', 30],
    ['### From the socket to the screen', 16],
    ['### From the composer to the socket', 18],
    ['### From a picked file to a message', 13],
  ] as const

  it.each(walks)(
    '%s names files that are there, each tied to another by imports, and at most %i',
    (heading, most) => {
      const files = codesOf(section(heading)).filter((code) => /\/.*\.ts$/.test(code))
      expect(files.filter((file) => !existsSync(file))).toEqual([])
      const linked = (file: string) => files.some((other) => other !== file && areNear(file, other))
      expect(files.filter((file) => !linked(file))).toEqual([])
      expect(new Set(files).size).toBe(files.length)
      expect(files.length).toBeLessThanOrEqual(most)
      expect(files.length).toBeGreaterThan(5)
    },
  )
})

it('tells of a reconnect by files that are there', () => {
  const files = codesOf(section('### A reconnect')).filter((code) => /\/.*\.ts$/.test(code))
  expect(files.length).toBeGreaterThan(5)
  expect(files.filter((file) => !existsSync(file))).toEqual([])
})

describe('the glossary', () => {
  const rows = rowsOf(section('## Words'))

  it('names things that the code has by these names', () => {
    const code = tracked
      .filter((file) => /^(server|miniprogram|web)\/.*\.ts$/.test(file))
      .map((file) => readFileSync(file, 'utf8'))
    const names = rows.flatMap(([word = '']) => codesOf(word))
    const missing = names.filter(
      (name) =>
        !code.some((text) => new RegExp(`(class|interface|type|const|function) ${name}\\b`).test(text)),
    )
    expect(names.length).toBeGreaterThan(10)
    expect(missing).toEqual([])
  })
})
