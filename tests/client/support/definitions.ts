import { resolve } from 'node:path'
import { vi } from 'vitest'

/** What a script hands to `Page` or `Component`. */
export interface Definition {
  data?: Record<string, unknown>
  methods?: Record<string, unknown>
  behaviors?: Definition[]
  [name: string]: unknown
}

/** A `wx` of which every method answers nothing. */
const silentWx: unknown = new Proxy(
  {},
  {
    get: (_target, name) => {
      if (name === 'getAppBaseInfo') return () => ({ language: 'zh_CN', theme: 'light' })
      if (name === 'getDeviceInfo') return () => ({ platform: 'ios', system: 'iOS 18' })
      return () => undefined
    },
  },
)

/** Runs the script of a page or component and gives what it defines. */
export async function definitionOf(path: string): Promise<Definition> {
  let defined: Definition | undefined
  const take = (definition: Definition) => {
    defined = definition
  }
  vi.stubGlobal('wx', silentWx)
  vi.stubGlobal('Page', take)
  vi.stubGlobal('Component', take)
  vi.stubGlobal('Behavior', (definition: Definition) => definition)
  vi.stubGlobal('getCurrentPages', () => [])
  vi.resetModules()
  await import(resolve('miniprogram', `${path}.ts`))
  vi.unstubAllGlobals()
  if (defined === undefined) throw new Error(`${path}.ts defines nothing`)
  return defined
}

/** The names that a template may give to its events. */
export function handlersIn(definition: Definition, isPage: boolean): string[] {
  const own = isPage && definition.methods === undefined ? definition : (definition.methods ?? {})
  const names = Object.keys(own).filter((name) => typeof own[name] === 'function')
  return [...names, ...(definition.behaviors ?? []).flatMap((behavior) => handlersIn(behavior, false))]
}
