import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync } from 'node:fs'
import { resolve } from 'node:path'

const folders: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'mac', win32: 'windows' }

/** WeChat's own compiler of templates (`wcc`) or of styles (`wcsc`); nothing where there is none for this machine. */
export function compiler(name: 'wcc' | 'wcsc'): string | undefined {
  const folder = folders[process.platform]
  if (folder === undefined || process.arch !== 'x64') return undefined
  const ending = process.platform === 'win32' ? '.exe' : ''
  const file = resolve('node_modules/miniprogram-compiler/bin', folder, name + ending)
  if (!existsSync(file)) return undefined
  // The package forgets that they are programs.
  chmodSync(file, 0o755)
  return file
}

/** Compiles files of a folder: what is wrong with them, or nothing. */
export function problemsOf(program: string, options: string[], folder: string, files: string[]): string {
  const run = spawnSync(program, [...options, ...files], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 67_108_864,
  })
  if (run.error) throw run.error
  return run.status === 0 ? '' : run.stderr || run.stdout || `exit code ${run.status}`
}
