import type { template } from 'glass-easel'
import type { CodeSpace } from 'glass-easel-miniprogram-adapter'
import { guarded } from '../browser/report'
import type { Bundle, Unit } from '../bundle'
import { whenAttached } from './ready'

/** Puts every page and component of the bundle into the code space and runs its script. */
export function defineUnits(code: CodeSpace, bundle: Bundle): void {
  const ready = code.getComponentSpace().defineBehavior({ lifetimes: { attached: whenAttached } })
  code.setOverallBehavior(ready.general())
  const named = namedBehaviors(code)
  for (const unit of bundle.units) describe(code, bundle, unit)
  for (const unit of bundle.units) guarded(`${unit.path} as it loads`, () => run(code, unit, named))
}

function describe(code: CodeSpace, bundle: Bundle, unit: Unit): void {
  const { component: isComponent, ...config } = unit.config
  const usingComponents = { ...absolute(bundle.app.config.usingComponents), ...config.usingComponents }
  // A page built by Component() says "component": true as well, yet shares the styles of app.wxss.
  const own = unit.page ? {} : { component: isComponent === true }
  code.addComponentStaticConfig(unit.path, { ...config, ...own, usingComponents } as object)
  const groupList = bundle.templates as template.ComponentTemplate['groupList']
  const content = groupList?.[unit.path]
  if (groupList !== undefined && content !== undefined)
    code.addCompiledTemplate(unit.path, { groupList, content })
  if (unit.scope !== null) code.addStyleSheet(unit.path, undefined, unit.scope)
}

function absolute(using: Record<string, string> = {}): Record<string, string> {
  const entries = Object.entries(using)
  return Object.fromEntries(entries.map(([tag, path]) => [tag, path.startsWith('/') ? path : `/${path}`]))
}

function run(code: CodeSpace, unit: Unit, named: ReadonlyMap<unknown, unknown>): void {
  code.componentEnv(unit.path, ({ Page, Component, Behavior }) => {
    Object.assign(globalThis, {
      Page: resolving(Page, named),
      Component: resolving(Component, named),
      Behavior: resolving(Behavior, named),
    })
    unit.run()
  })
}

/** The same function, for definitions that name behaviors by a string. */
function resolving<D extends { behaviors?: unknown[] }>(
  define: (definition: D) => unknown,
  named: ReadonlyMap<unknown, unknown>,
): (definition: D) => unknown {
  return (definition) => {
    const behaviors = (definition.behaviors ?? []).map((one) => named.get(one) ?? one)
    return define({ ...definition, behaviors })
  }
}

/** The behaviors that WeChat names by a string. */
function namedBehaviors(code: CodeSpace): ReadonlyMap<unknown, unknown> {
  const field = code
    .behavior()
    .definition({ properties: { name: { type: String }, value: { type: null, value: '' } } })
    .register()
  const empty = code.behavior().definition({}).register()
  return new Map<unknown, unknown>([
    ['wx://form-field', field],
    ['wx://form-field-group', empty],
    ['wx://form-field-button', empty],
    ['wx://component-export', empty],
  ])
}
