import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'
import { hashOf } from './fonts'
import { noticesFile } from './notices'
import { oneScript } from './one-script'

/**
 * Makes a script of its own of each package that the app asks for by `import()`, and names it by what is in it. Nothing of
 * ours gets into it, so that it can be replaced: the licence of the encoder demands that.
 */
export function latePackages(minify: boolean, files: Record<string, string>): Plugin {
  return {
    name: 'late',
    setup({ onResolve }) {
      onResolve({ filter: /^[^./]/ }, async ({ kind, path }) => {
        if (kind !== 'dynamic-import') return undefined
        const from = JSON.stringify(path)
        const banner = `/*! ${describe(path)}: ${noticesFile} */`
        const script = await oneScript(`export * from ${from}`, minify, [], { format: 'esm', banner })
        const name = `${nameOf(path)}.${hashOf(script)}.js`
        files[name] = script
        return { path: `./${name}`, external: true }
      })
    },
  }
}

/** What a package, or a part of one (`qr/decode.js`), is called among the files: `lamejs`, `qr-decode`. */
const nameOf = (path: string) => path.replace(/^@[^/]+\/|\.js$/g, '').replaceAll('/', '-')

/** Name, version and licence of the installed package that has this script. */
function describe(path: string): string {
  const [name = path] = /^(?:@[^/]+\/)?[^/]+/.exec(path) ?? []
  const file = readFileSync(join('node_modules', name, 'package.json'), 'utf8')
  const { version, license } = JSON.parse(file) as { version: string; license: string }
  return `${name} ${version}, ${license}`
}
