import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, 'rivals')

/** Installs, once, the packages that only rival servers need. Throws when npm cannot. */
export function installRivals(): void {
  // npm writes it last: without it an installation was cut off.
  if (existsSync(join(folder, 'node_modules', '.package-lock.json'))) return
  process.stdout.write('Installing what only the rivals need: npm ci --prefix bench/rivals\n')
  execFileSync('npm', ['ci', '--prefix', folder, '--no-audit'], { stdio: 'inherit' })
}
