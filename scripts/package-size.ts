import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

interface Rule {
  type: string
  value: string
}

/** A file that DevTools uploads. */
export interface Packed {
  file: string
  bytes: number
}

/**
 * What DevTools uploads of `miniprogram/`, the largest first. Scripts are counted with their types, so the
 * package is smaller than this says, never larger.
 */
export function packedFiles(miniprogram: string, projectConfig: string): Packed[] {
  const { packOptions } = JSON.parse(readFileSync(projectConfig, 'utf8')) as {
    packOptions: { ignore: Rule[] }
  }
  return readdirSync(miniprogram, { recursive: true, encoding: 'utf8' })
    .filter((file) => !packOptions.ignore.some((rule) => isIgnored(file, rule)))
    .map((file) => ({ file, stats: statSync(join(miniprogram, file)) }))
    .filter(({ stats }) => stats.isFile())
    .map(({ file, stats }) => ({ file, bytes: stats.size }))
    .sort((one, other) => other.bytes - one.bytes)
}

function isIgnored(file: string, { type, value }: Rule): boolean {
  if (type === 'suffix') return file.endsWith(value)
  return type === 'file' && file === value
}
