import { rmSync } from 'node:fs'
import { build } from 'esbuild'
import { dependencies } from '../package.json'

/** Hundreds of small files, which take a fifth of a start to read one by one; it is all JavaScript. */
const bundled = 'typebox'

const outdir = 'dist/server'

/**
 * Bundles the server into `dist/server`, split where a part is loaded when it is needed. Its packages stay outside, but for
 * one: some hold native code, and they are installed anyway.
 */
export async function buildServer(): Promise<void> {
  // The parts that are split off have names of their own with each version.
  rmSync(outdir, { recursive: true, force: true })
  await build({
    entryPoints: {
      main: 'server/main.ts',
      'sqlite-thread': 'server/store/sqlite/thread.ts',
      examiner: 'server/media/examining/main.ts',
      move: 'server/move/main.ts',
      backup: 'server/backup/main.ts',
    },
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: Object.keys(dependencies).filter((name) => name !== bundled),
    loader: { '.lua': 'text' },
    sourcemap: true,
    logLevel: 'warning',
  })
}
