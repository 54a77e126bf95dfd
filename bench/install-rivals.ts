import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, 'rivals')

/** Installs the packages that only rival servers need, unless they are there. Throws when npm cannot. */
export function installRivals(): void {
  if (areInstalled()) return
  process.stdout.write('Installing what only the rivals need: npm ci --prefix bench/rivals\n')
  execFileSync('npm', ['ci', '--prefix', folder, '--no-audit'], { stdio: 'inherit' })
}

function areInstalled(): boolean {
  // npm writes it last: without it an installation was cut off, and an older one is of another lock file.
  const installed = statSync(join(folder, 'node_modules', '.package-lock.json'), { throwIfNoEntry: false })
  return installed !== undefined && installed.mtimeMs >= statSync(join(folder, 'package-lock.json')).mtimeMs
}
