import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename, dirname, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'

/**
 * Bundles a script of this folder and runs it in a process of its own; also its first line. Bundled, because a
 * loader of TypeScript in the process would be measured as well; beside the script, so that it finds the same packages.
 */
export async function startChild(
  script: string,
  args: string[],
): Promise<{ child: ChildProcess; line: string }> {
  const outfile = resolve(import.meta.dirname, dirname(script), `dist/${basename(script, '.ts')}.js`)
  await build({
    entryPoints: [resolve(import.meta.dirname, script)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    loader: { '.lua': 'text' },
    logLevel: 'warning',
  })
  const child = spawn(process.execPath, [outfile, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { child, line }
}
