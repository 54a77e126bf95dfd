import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { build, type Plugin, transform } from 'esbuild'
import { appEntry, appModules } from './app-modules'
import type { Graph } from './graph'
import { latePackages } from './late-packages'
import type { Mounts } from './mounts'
import { oneScript, optionsOf, runtime } from './one-script'

/** WeChat's own packages. */
const framework = ['glass-easel', 'glass-easel-miniprogram-adapter']

/** Where a mini-program has the npm packages that it uses, as WeChat finds them. */
const npmFolder = 'miniprogram_npm'

/** Where esbuild is told that its files stand; nothing is written there. */
const outdir = '/'

/** The scripts of the page: what each is called, and what is in it. */
export interface Scripts {
  /** Third-party packages: they change seldom, so browsers keep this script over upgrades. */
  framework: string
  /** Name of the script that starts everything: the runtime, and the pages that are shown first. */
  app: string
  /** That script, what it imports at once, the parts that come after it, and the packages that come when they are needed. */
  files: Record<string, string>
  /** What `app` imports at once. */
  shared: string[]
}

/** Bundles the framework, and the app in its parts. Each list of `late` has the pages of one part. */
export async function bundleScripts(
  mounts: Mounts,
  graph: Graph,
  late: readonly (readonly string[])[],
  minify: boolean,
): Promise<Scripts> {
  const npm = npmPackages(mounts)
  const packages = [...framework, ...npm.keys()]
  const entry = packages.map((name) => `${JSON.stringify(name)}: require(${JSON.stringify(name)})`)
  const files: Scripts['files'] = {}
  const { outputFiles, metafile } = await build({
    ...optionsOf(minify),
    entryPoints: { app: appEntry },
    splitting: true,
    format: 'esm',
    metafile: true,
    outdir,
    entryNames: '[name].[hash]',
    chunkNames: '[name].[hash]',
    plugins: [
      appModules(mounts, graph, late, runtime),
      elsewhere(packages),
      iviewMount(mounts),
      latePackages(minify, files),
    ],
  })
  for (const { path, text } of outputFiles) files[basename(path)] = text
  const [app, made] =
    Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(appEntry)) ?? []
  return {
    framework: await oneScript(`globalThis.framework = { ${entry.join(', ')} }`, minify, [asFound(npm)]),
    app: basename(app ?? ''),
    files,
    shared: (made?.imports ?? [])
      .filter(({ kind, external }) => kind === 'import-statement' && external !== true)
      .map(({ path }) => basename(path)),
  }
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

/** The oldest browsers of docs/WEB.md. Safari knows `user-select` by its old name alone. */
const browsers = ['chrome105', 'firefox110', 'safari16']

export async function minifyStyles(css: string, minify: boolean): Promise<string> {
  return (await transform(css, { loader: 'css', target: browsers, minify, legalComments: 'none' })).code
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
