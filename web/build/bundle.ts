import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, transform } from 'esbuild'
import type { Graph, Unit } from './graph'
import type { Mounts } from './mounts'
import { nameScopes } from './scopes'

const runtime = join(dirname(fileURLToPath(import.meta.url)), '..', 'runtime')

/** WeChat's own packages: they change seldom, so they are a script of their own, which browsers keep over upgrades. */
const framework = ['glass-easel', 'glass-easel-miniprogram-adapter']

/** The two scripts of the page, in the order in which they run. */
export interface Scripts {
  framework: string
  /** The runtime, the templates and every script of the mini-program. */
  app: string
}

export async function bundleScripts(
  mounts: Mounts,
  graph: Graph,
  templates: string,
  minify: boolean,
): Promise<Scripts> {
  const entry = framework.map((name) => `${JSON.stringify(name)}: require(${JSON.stringify(name)})`)
  return {
    framework: await bundle(`globalThis.framework = { ${entry.join(', ')} }`, minify, []),
    app: await bundle(entryOf(graph), minify, [
      templateModule(templates),
      frameworkElsewhere,
      iviewMount(mounts),
    ]),
  }
}

/** One script that runs in a browser as it is. */
async function bundle(contents: string, minify: boolean, plugins: Plugin[]): Promise<string> {
  const result = await build({
    stdin: { contents, resolveDir: runtime, sourcefile: 'entry.js' },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins,
  })
  return result.outputFiles[0]?.text ?? ''
}

/** What the script before has left for this one. */
const frameworkElsewhere: Plugin = {
  name: 'framework',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^glass-easel(-miniprogram-adapter)?$/ }, ({ path }) => ({
      path,
      namespace: 'framework',
    }))
    onLoad({ filter: /.*/, namespace: 'framework' }, ({ path }) => ({
      contents: `module.exports = globalThis.framework[${JSON.stringify(path)}]`,
    }))
  },
}

export async function minifyStyles(css: string, minify: boolean): Promise<string> {
  return (await transform(css, { loader: 'css', minify, legalComments: 'none' })).code
}

/** Scripts are `require`d, not imported: each page runs when it is registered, in the order of the graph. */
function entryOf(graph: Graph): string {
  const scopes = nameScopes(graph.units)
  const { app } = graph
  return [
    `import { start } from ${JSON.stringify(`${runtime}/boot.ts`)}`,
    `import templates from 'web:templates'`,
    'start({',
    `  app: { config: ${JSON.stringify(app.config)}, run: ${runner(app.script)} },`,
    `  theme: ${JSON.stringify(graph.theme)},`,
    '  templates,',
    `  units: [${graph.units.map((unit) => unitOf(unit, scopes.get(unit.path))).join(',\n')}],`,
    '})',
  ].join('\n')
}

function unitOf(unit: Unit, scope: string | undefined): string {
  const { path, page, config, script } = unit
  return `{ path: ${JSON.stringify(path)}, page: ${page}, scope: ${JSON.stringify(scope ?? null)}, config: ${JSON.stringify(config)}, run: ${runner(script)} }`
}

function runner(script: string | undefined): string {
  return script === undefined ? '() => {}' : `() => require(${JSON.stringify(script)})`
}

function templateModule(templates: string): Plugin {
  return {
    name: 'templates',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^web:templates$/ }, ({ path }) => ({ path, namespace: 'templates' }))
      onLoad({ filter: /.*/, namespace: 'templates' }, () => ({ contents: `export default ${templates}` }))
    },
  }
}

/** Pages import `../../iview/base/index`: WeChat finds a copy there, we find the package. */
function iviewMount(mounts: Mounts): Plugin {
  return {
    name: 'iview',
    setup({ onResolve }) {
      onResolve({ filter: /^\.{1,2}\/.*iview\// }, ({ path, resolveDir }) => {
        const inside = relative(join(mounts.miniprogram, 'iview'), resolve(resolveDir, path))
        if (inside.startsWith('..')) return undefined
        const file = join(mounts.iview, inside)
        return { path: existsSync(file) ? file : `${file}.js` }
      })
    },
  }
}
