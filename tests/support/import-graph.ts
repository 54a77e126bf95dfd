import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** For each file the files that it imports, types included. Packages are left out. */
export type ImportGraph = ReadonlyMap<string, ReadonlySet<string>>

const built = ['miniprogram/iview/', 'miniprogram/miniprogram_npm/']

/** Imports and exports from elsewhere, `import()` of values and of types. */
const specifiers = /(?:\bfrom|\bimport)\s*\(?\s*'([^'\n]+)'/g

/** Reads the imports of every TypeScript file below these folders. Paths are those from the root of the project. */
export function importGraph(...folders: string[]): ImportGraph {
  const files = folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    )
    .filter((file) => file.endsWith('.ts') && !built.some((folder) => file.startsWith(folder)))
  const all = new Set(files)
  return new Map(files.map((file) => [file, importsOf(file, all)]))
}

function importsOf(file: string, all: ReadonlySet<string>): Set<string> {
  const text = readFileSync(file, 'utf8')
  const found = [...text.matchAll(specifiers)].map(([, name = '']) => resolve(file, name, all))
  return new Set(found.filter((path) => path !== undefined && path !== file) as string[])
}

function resolve(file: string, name: string, all: ReadonlySet<string>): string | undefined {
  if (name === '#protocol') return 'miniprogram/protocol/index.ts'
  if (!name.startsWith('.')) return undefined
  const path = join(dirname(file), name)
  return [path, `${path}.ts`, `${path}/index.ts`, `${path}.d.ts`].find((one) => all.has(one))
}

/** The groups of names that import one another in a circle, each sorted; none where there is no cycle. */
export function cyclesOf(graph: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const reach = new Map([...graph.keys()].map((name) => [name, reachable(name, graph)]))
  const inCycle = [...graph.keys()].filter((name) => reach.get(name)?.has(name)).sort()
  const groups = new Map<string, string[]>()
  for (const name of inCycle) {
    const first = inCycle.find((other) => reach.get(name)?.has(other) && reach.get(other)?.has(name)) ?? name
    groups.set(first, [...(groups.get(first) ?? []), name])
  }
  return [...groups.values()]
}

function reachable(start: string, graph: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set<string>()
  const waiting = [...(graph.get(start) ?? [])]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    waiting.push(...(graph.get(name) ?? []))
  }
  return seen
}

/**
 * The same imports as each folder of the tree sees them: what lies in it, files and subfolders, a subfolder standing
 * for all that it holds.
 */
export function levelsOf(graph: ImportGraph): Map<string, Map<string, Set<string>>> {
  const levels = new Map<string, Map<string, Set<string>>>()
  for (const [file, imports] of graph) {
    for (const imported of imports) {
      const [from, to] = [file.split('/'), imported.split('/')]
      const depth = from.findIndex((part, at) => part !== to[at])
      const level = from.slice(0, depth).join('/')
      const entries = levels.get(level) ?? new Map<string, Set<string>>()
      levels.set(level, entries)
      const [one, other] = [from, to].map((path) => path.slice(0, depth + 1).join('/')) as [string, string]
      for (const entry of [one, other]) if (!entries.has(entry)) entries.set(entry, new Set())
      entries.get(one)?.add(other)
    }
  }
  return levels
}
