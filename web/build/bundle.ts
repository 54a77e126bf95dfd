import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, transform } from 'esbuild'
import { hashOf } from './fonts'
import type { Graph, Unit } from './graph'
import type { Mounts } from './mounts'
import { noticesFile } from './notices'
import { nameScopes } from './scopes'

const runtime = join(dirname(fileURLToPath(import.meta.url)), '..', 'runtime')

/** WeChat's own packages. */
const framework = ['glass-easel', 'glass-easel-miniprogram-adapter']

/** Where a mini-program has the npm packages that it uses, as WeChat finds them. */
const npmFolder = 'miniprogram_npm'

/** The two scripts of the page, in the order in which they run, and those that come later. */
export interface Scripts {
  /** Third-party packages: they change seldom, so browsers keep this script over upgrades. */
  framework: string
  /** The runtime, the templates and every script of the mini-program. */
  app: string
  /** What the app loads when it is first needed, by `import()`: name of the file, and script. */
  late: Record<string, string>
}

export async function bundleScripts(
  mounts: Mounts,
  graph: Graph,
  templates: string,
  minify: boolean,
): Promise<Scripts> {
  const npm = npmPackages(mounts)
  const packages = [...framework, ...npm.keys()]
  const entry = packages.map((name) => `${JSON.stringify(name)}: require(${JSON.stringify(name)})`)
  const late: Scripts['late'] = {}
  return {
    framework: await bundle(`globalThis.framework = { ${entry.join(', ')} }`, minify, [asFound(npm)]),
    app: await bundle(entryOf(graph), minify, [
      templateModule(templates),
      elsewhere(packages),
      iviewMount(mounts),
      lateScripts(minify, late),
    ]),
    late,
  }
}

/** One script that runs in a browser as it is. */
async function bundle(
  contents: string,
  minify: boolean,
  plugins: Plugin[],
  { format = 'iife', banner = '' }: { format?: 'iife' | 'esm'; banner?: string } = {},
): Promise<string> {
  const result = await build({
    stdin: { contents, resolveDir: runtime, sourcefile: 'entry.js' },
    bundle: true,
    write: false,
    format,
    target: 'es2022',
    minify,
    legalComments: 'none',
    banner: { js: banner },
    charset: 'utf8',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins,
  })
  return result.outputFiles[0]?.text ?? ''
}

/** The name by which the mini-program asks for each package, and the script that it is. */
function npmPackages({ miniprogram }: Mounts): Map<string, string> {
  const folder = join(miniprogram, npmFolder)
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
  const scripts = files.filter((name) => name.endsWith('.js'))
  return new Map(scripts.map((name) => [name.replace(/\/index\.js$/, ''), join(folder, name)]))
}

/** Reads packages as WeChat does: as CommonJS, whatever the folders around them say. */
function asFound(npm: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'npm',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path }) => (npm.has(path) ? { path, namespace: 'npm' } : undefined))
      onLoad({ filter: /.*/, namespace: 'npm' }, ({ path }) => ({
        contents: readFileSync(npm.get(path) ?? '', 'utf8'),
      }))
    },
  }
}

/** Takes the packages from the framework script, which has run before. */
function elsewhere(packages: readonly string[]): Plugin {
  return {
    name: 'framework',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path }) =>
        packages.includes(path) ? { path, namespace: 'framework' } : undefined,
      )
      onLoad({ filter: /.*/, namespace: 'framework' }, ({ path }) => ({
        contents: `module.exports = globalThis.framework[${JSON.stringify(path)}]`,
      }))
    },
  }
}

/**
 * Makes a script of its own of each package, and each module of ours, that the app asks for by `import()`, and names it by what is in it.
 * Nothing of ours gets into a package, so that it can be replaced: the licence of the encoder demands that. A module of ours has its own copy
 * of every other one that it imports, so what the app and it are to share goes over as an argument.
 */
function lateScripts(minify: boolean, late: Scripts['late']): Plugin {
  return {
    name: 'late',
    setup({ onResolve }) {
      onResolve({ filter: /./ }, async ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined
        const isOurs = path.startsWith('.')
        const from = JSON.stringify(isOurs ? resolve(resolveDir, path) : path)
        const banner = isOurs ? '' : `/*! ${describe(path)}: ${noticesFile} */`
        const script = await bundle(`export * from ${from}`, minify, [], { format: 'esm', banner })
        const name = `${nameOf(path)}.${hashOf(script)}.js`
        late[name] = script
        return { path: `./${name}`, external: true }
      })
    },
  }
}

/** What a package, a part of one (`qr/decode.js`), or a module of ours is called among the files: `lamejs`, `qr-decode`, `calls`. */
const nameOf = (path: string) => path.replace(/^@[^/]+\/|^[./]+|\.js$/g, '').replaceAll('/', '-')

/** Name, version and licence of the installed package that has this script. */
function describe(path: string): string {
  const [name = path] = /^(?:@[^/]+\/)?[^/]+/.exec(path) ?? []
  const file = readFileSync(join('node_modules', name, 'package.json'), 'utf8')
  const { version, license } = JSON.parse(file) as { version: string; license: string }
  return `${name} ${version}, ${license}`
}

/** The oldest browsers of docs/WEB.md. Safari knows `user-select` by its old name alone. */
const browsers = ['chrome105', 'firefox110', 'safari16']

export async function minifyStyles(css: string, minify: boolean): Promise<string> {
  return (await transform(css, { loader: 'css', target: browsers, minify, legalComments: 'none' })).code
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
