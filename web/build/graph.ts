import { existsSync, readFileSync } from 'node:fs'
import { BuildFailure, lineOf } from './failure'
import { type Mounts, onDisk, resolvePath, shown } from './mounts'

export interface UnitConfig {
  component?: boolean
  usingComponents?: Record<string, string>
  styleIsolation?: string
  addGlobalClass?: boolean
  [key: string]: unknown
}

/** One page or component: four files of the same name. */
export interface Unit {
  /** Its path in the mini-program, without an ending: `pages/home/home`. */
  path: string
  page: boolean
  config: UnitConfig
  script: string
  template: string
  style: string | undefined
}

export interface AppConfig extends UnitConfig {
  pages: string[]
}

export interface Graph {
  app: {
    config: AppConfig
    /** Paths of the components that every page may use. */
    components: string[]
    script: string | undefined
    style: string | undefined
  }
  theme: unknown
  units: Unit[]
}

/** Reads app.json and walks to every page and every component they use. A missing file fails with its line. */
export function readGraph(mounts: Mounts): Graph {
  const config = readConfig<AppConfig>(onDisk(mounts, 'app.json'))
  const units = new Map<string, Unit>()
  const walk = (path: string, page: boolean, namedIn: string, name: string) => {
    if (units.has(path)) return
    const unit = readUnit(mounts, path, page, namedIn, name)
    units.set(path, unit)
    const json = onDisk(mounts, `${path}.json`)
    for (const used of Object.values(unit.config.usingComponents ?? {}))
      walk(resolvePath(used, path), false, json, used)
  }
  const appJson = onDisk(mounts, 'app.json')
  for (const page of config.pages) walk(page, true, appJson, page)
  for (const used of Object.values(config.usingComponents ?? {}))
    walk(resolvePath(used, 'app'), false, appJson, used)
  return {
    app: {
      config,
      components: usedBy(config, 'app'),
      script: scriptOf(mounts, 'app'),
      style: found(onDisk(mounts, 'app.wxss')),
    },
    theme: typeof config.themeLocation === 'string' ? readConfig(onDisk(mounts, config.themeLocation)) : {},
    units: [...units.values()],
  }
}

/** The units at these paths and all components that they use, in the order of the graph. */
export function unitsBehind({ units }: Graph, paths: readonly string[]): Unit[] {
  const reached = new Set<string>()
  const walk = (path: string): void => {
    if (reached.has(path)) return
    reached.add(path)
    const unit = units.find((one) => one.path === path)
    if (unit) usedBy(unit.config, path).forEach(walk)
  }
  paths.forEach(walk)
  return units.filter(({ path }) => reached.has(path))
}

/** Paths of the components that a JSON names. */
function usedBy({ usingComponents = {} }: UnitConfig, path: string): string[] {
  return Object.values(usingComponents).map((used) => resolvePath(used, path))
}

function readUnit(mounts: Mounts, path: string, page: boolean, namedIn: string, name: string): Unit {
  const template = found(onDisk(mounts, `${path}.wxml`))
  const script = scriptOf(mounts, path)
  const missing = (ending: string) =>
    new BuildFailure(
      shown(namedIn),
      lineOf(readFileSync(namedIn, 'utf8'), `"${name}"`),
      `${page ? 'page' : 'component'} "${name}" has no file ${path}${ending}`,
    )
  if (template === undefined) throw missing('.wxml')
  if (script === undefined) throw missing('.ts')
  const json = found(onDisk(mounts, `${path}.json`))
  const config = json === undefined ? {} : readConfig<UnitConfig>(json)
  if (!page && config.component !== true) throw missing('.json that says "component": true')
  return { path, page, config, script, template, style: found(onDisk(mounts, `${path}.wxss`)) }
}

function scriptOf(mounts: Mounts, path: string): string | undefined {
  return found(onDisk(mounts, `${path}.ts`)) ?? found(onDisk(mounts, `${path}.js`))
}

function found(file: string): string | undefined {
  return existsSync(file) ? file : undefined
}

function readConfig<T>(file: string): T {
  if (!existsSync(file)) throw new BuildFailure(shown(file), 1, 'is missing')
  const text = readFileSync(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    const at = Number(/position (\d+)/.exec(problem)?.[1] ?? 0)
    throw new BuildFailure(shown(file), text.slice(0, at).split('\n').length, problem)
  }
}
