import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Plugin } from 'esbuild'

/** Where the scripts of the web room itself are. */
export const runtime = join(dirname(fileURLToPath(import.meta.url)), '..', 'runtime')

/** One script that runs in a browser as it is. */
export async function oneScript(
  contents: string,
  minify: boolean,
  plugins: Plugin[],
  { format = 'iife', banner = '' }: { format?: 'iife' | 'esm'; banner?: string } = {},
): Promise<string> {
  const result = await build({
    ...optionsOf(minify),
    stdin: { contents, resolveDir: runtime, sourcefile: 'entry.js' },
    format,
    banner: { js: banner },
    plugins,
  })
  return result.outputFiles[0]?.text ?? ''
}

/** What all scripts have in common. Nothing is written: names are given when all is known. */
export const optionsOf = (minify: boolean) =>
  ({
    bundle: true,
    write: false,
    target: 'es2022',
    minify,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  }) satisfies BuildOptions
