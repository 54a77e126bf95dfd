import { existsSync, readFileSync } from 'node:fs'
import postcss, { type AtRule, CssSyntaxError, type Root } from 'postcss'
import { cssLengths } from '../runtime/dom/lengths'
import { BuildFailure } from './failure'
import type { Graph, Unit } from './graph'
import { type Mounts, onDisk, resolvePath, shown } from './mounts'
import { nameScopes } from './scopes'
import { type Place, rewriteSelector } from './selectors'

/**
 * The styles of the mini-program as one sheet: components from the innermost out, then app.wxss, then pages,
 * so that what stands outside wins over what stands inside, as a page's class over a component's own.
 */
export function compileStyles(mounts: Mounts, graph: Graph): string {
  const scopes = nameScopes(graph.units)
  const place = (unit: Unit): Place => {
    if (unit.page) return { kind: 'page', path: unit.path }
    const scope = scopes.get(unit.path)
    return scope === undefined ? { kind: 'app' } : { kind: 'component', scope }
  }
  const sheet = (path: string, where: Place) => compileSheet(mounts, path, where)
  const styled = graph.units.filter((unit) => unit.style !== undefined)
  return [
    ...styled
      .filter((unit) => !unit.page)
      .reverse()
      .map((unit) => sheet(unit.path, place(unit))),
    graph.app.style === undefined ? '' : sheet('app', { kind: 'app' }),
    ...styled.filter((unit) => unit.page).map((unit) => sheet(unit.path, place(unit))),
  ].join('\n')
}

function compileSheet(mounts: Mounts, path: string, place: Place): string {
  const root = readSheet(mounts, path, [])
  root.walkDecls((decl) => {
    decl.value = cssLengths(decl.value)
  })
  root.walkRules((rule) => {
    if (rule.parent?.type === 'atrule' && /keyframes$/.test((rule.parent as AtRule).name)) return
    rule.selector = rewriteSelector(rule.selector, place)
  })
  return root.toString()
}

function readSheet(mounts: Mounts, path: string, within: readonly string[]): Root {
  const file = onDisk(mounts, `${path}.wxss`)
  const root = parse(file)
  root.walkAtRules('import', (rule) => {
    const name = /^\s*(?:url\()?["']?([^"')]+?)(?:\.wxss)?["']?\)?\s*$/.exec(rule.params)?.[1] ?? ''
    const target = resolvePath(name, path)
    const line = rule.source?.start?.line ?? 1
    if (!existsSync(onDisk(mounts, `${target}.wxss`)))
      throw new BuildFailure(shown(file), line, `imports ${target}.wxss, which is missing`)
    if (within.includes(target))
      throw new BuildFailure(shown(file), line, `imports ${target}.wxss in a circle`)
    rule.replaceWith(readSheet(mounts, target, [...within, path]).nodes)
  })
  return root
}

function parse(file: string): Root {
  try {
    return postcss.parse(readFileSync(file, 'utf8'), { from: file })
  } catch (error) {
    if (error instanceof CssSyntaxError) throw new BuildFailure(shown(file), error.line ?? 1, error.reason)
    throw error
  }
}
