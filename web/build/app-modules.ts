import type { Plugin } from 'esbuild'
import { BuildFailure } from './failure'
import { type Graph, type Unit, unitsBehind } from './graph'
import { type Mounts, onDisk, shown } from './mounts'
import { nameScopes } from './scopes'
import { compileTemplates } from './wxml'

/** How modules that no file holds are asked for. */
const prefix = 'web:'
/** The module that starts the web room. */
export const appEntry = `${prefix}app`
/** The module of a part that comes later, behind which stands its place among them. */
const partEntry = `${prefix}later-`

/** Some pages with the components that they use, in one script. */
interface Part {
  pages: string[]
  units: Unit[]
}

/** Gives esbuild the modules that no file holds: the start of the app with its first pages, and each later part. */
export function appModules(
  mounts: Mounts,
  graph: Graph,
  late: readonly (readonly string[])[],
  resolveDir: string,
): Plugin {
  const [first, ...later] = partsOf(mounts, graph, late)
  const scopes = nameScopes(graph.units)
  const contentsOf = (units: readonly Unit[]) =>
    `{ templates: ${compileTemplates(mounts, units)}, units: [${units.map((unit) => unitOf(unit, scopes.get(unit.path))).join(',\n')}] }`
  const modules = new Map([
    [appEntry, startOf(graph, contentsOf(first?.units ?? []), later)],
    ...later.map(({ units }, at) => [`${partEntry}${at}`, `export default ${contentsOf(units)}`] as const),
  ])
  return {
    name: 'app',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^web:/ }, ({ path }) => ({ path: path.slice(prefix.length), namespace: 'web' }))
      onLoad({ filter: /.*/, namespace: 'web' }, ({ path }) => ({
        contents: modules.get(prefix + path) ?? '',
        resolveDir,
      }))
    },
  }
}

/** What each part has beyond the parts before it: the first one everything that no later one names. */
function partsOf(mounts: Mounts, graph: Graph, late: readonly (readonly string[])[]): Part[] {
  const unknown = late.flat().find((page) => !graph.app.config.pages.includes(page))
  if (unknown !== undefined)
    throw new BuildFailure(shown(onDisk(mounts, 'app.json')), 1, `has no page "${unknown}" to load later`)
  const named = new Set(late.flat())
  const first = graph.app.config.pages.filter((page) => !named.has(page))
  const taken = new Set<Unit>()
  return [first, ...late].map((pages, at) => {
    const roots = at === 0 ? [...pages, ...graph.app.components] : pages
    const units = unitsBehind(graph, roots).filter((unit) => !taken.has(unit))
    for (const unit of units) taken.add(unit)
    return { pages: [...pages], units }
  })
}

/** Scripts are `require`d, not imported: each page runs when it is registered, in the order of the graph. */
function startOf({ app, theme }: Graph, first: string, later: readonly Part[]): string {
  const loads = later.map(
    ({ pages }, at) => `{ pages: ${JSON.stringify(pages)}, load: () => import('${partEntry}${at}') }`,
  )
  return [
    "import { start } from './boot.ts'",
    'start({',
    `  app: { config: ${JSON.stringify(app.config)}, run: ${runner(app.script)} },`,
    `  theme: ${JSON.stringify(theme)},`,
    `  first: ${first},`,
    `  later: [${loads.join(',\n')}],`,
    '})',
  ].join('\n')
}

function unitOf({ path, page, config, script }: Unit, scope: string | undefined): string {
  return `{ path: ${JSON.stringify(path)}, page: ${page}, scope: ${JSON.stringify(scope ?? null)}, config: ${JSON.stringify(config)}, run: ${runner(script)} }`
}

function runner(script: string | undefined): string {
  return script === undefined ? '() => {}' : `() => require(${JSON.stringify(script)})`
}
