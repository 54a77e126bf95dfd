import type { Unit } from './graph'

/**
 * The class prefix of each component: `bubble` for `components/bubble/bubble`, so that classes on the page
 * read `bubble--text`. Pages, and components that share the page's styles, have none.
 */
export function nameScopes(units: readonly Unit[]): Map<string, string> {
  const taken = new Set<string>()
  const scopes = new Map<string, string>()
  for (const unit of units) {
    if (unit.page || sharesStyles(unit)) continue
    const base = shortName(unit.path)
    let name = base
    for (let n = 2; taken.has(name); n++) name = `${base}${n}`
    taken.add(name)
    scopes.set(unit.path, name)
  }
  return scopes
}

function sharesStyles(unit: Unit): boolean {
  return unit.config.styleIsolation === 'shared' || unit.config.styleIsolation === 'page-shared'
}

function shortName(path: string): string {
  const steps = path.split('/')
  const last = steps.at(-1) ?? path
  const name = last === 'index' ? `${steps.slice(-3, -1).join('-')}` : last
  return name.replace(/[^\w-]/g, '-')
}
