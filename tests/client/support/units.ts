import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

export const root = resolve('miniprogram')

interface AppConfig {
  pages: string[]
  usingComponents?: Record<string, string>
}

/** A page or component of ours: its path without an ending, and what is in its files. */
export interface Unit {
  path: string
  isPage: boolean
  using: Record<string, string>
  wxml: string
  ts: string
}

export const app = JSON.parse(read('app.json')) as AppConfig

/** A file of the mini-program. */
export function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

export function exists(file: string): boolean {
  return existsSync(join(root, file))
}

/** Files of the mini-program with this ending; what is copied into it left out. */
export function filesEnding(ending: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending) && !file.startsWith('iview'))
    .sort()
}

/** The path that a component's name in `usingComponents` means, from the root on. */
export function pathOf(name: string, usedBy: string): string {
  return name.startsWith('/') ? name.slice(1) : join(dirname(usedBy), name)
}

/** Every page, and every component that has a json which says so. */
export const units: Unit[] = filesEnding('.json')
  .map((file) => ({ file, config: JSON.parse(read(file)) as Record<string, unknown> }))
  .filter(({ file, config }) => config.component === true || app.pages.includes(file.slice(0, -5)))
  .map(({ file, config }) => {
    const path = file.slice(0, -5)
    return {
      path,
      isPage: app.pages.includes(path),
      using: { ...app.usingComponents, ...(config.usingComponents as Record<string, string> | undefined) },
      wxml: exists(`${path}.wxml`) ? read(`${path}.wxml`) : '',
      ts: exists(`${path}.ts`) ? read(`${path}.ts`) : '',
    }
  })
