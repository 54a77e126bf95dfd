import { build } from 'esbuild'

/** Bundles the server into `dist/server`. Its packages stay outside: they hold native code, and are installed anyway. */
export async function buildServer(): Promise<void> {
  await build({
    entryPoints: {
      main: 'server/main.ts',
      'sqlite-thread': 'server/store/sqlite/thread.ts',
      examiner: 'server/media/examining/main.ts',
      move: 'server/move/main.ts',
      backup: 'server/backup/main.ts',
    },
    outdir: 'dist/server',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    loader: { '.lua': 'text' },
    sourcemap: true,
    logLevel: 'warning',
  })
}
