import type { template } from 'glass-easel'
import {
  type AssociatedBackend,
  type CodeSpace,
  component,
  MiniProgramEnv,
} from 'glass-easel-miniprogram-adapter'
import { acceptAria } from './aria'
import { WebBackend } from './backend'
import { defineBuiltins } from './builtins'
import type { Bundle, Unit } from './bundle'
import { whenAttached } from './ready'
import { guarded } from './report'
import { selectorQuery } from './wx/selector-query'

export interface Space {
  code: CodeSpace
  backend: AssociatedBackend
}

type Definition = Record<string, unknown> & { behaviors?: unknown[] }
type Define = (definition: Definition) => unknown

/** Puts every page and component of the bundle into one code space and runs its script. */
export function openSpace(bundle: Bundle): Space {
  acceptAria()
  completeInstances()
  const env = new MiniProgramEnv()
  const backend = env.associateBackend(new WebBackend())
  const code = env.createCodeSpace('', true)
  const space = code.getComponentSpace()
  space.updateComponentOptions({ writeIdToDOM: true })
  defineBuiltins(space)
  code.setOverallBehavior(
    space.defineBehavior({ lifetimes: { attached: whenAttached } }) as unknown as Parameters<
      CodeSpace['setOverallBehavior']
    >[0],
  )
  const named = namedBehaviors(code)
  for (const unit of bundle.units) describe(code, bundle, unit)
  for (const unit of bundle.units) guarded(`${unit.path} as it loads`, () => run(code, unit, named))
  return { code, backend }
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

function run(code: CodeSpace, unit: Unit, named: ReadonlyMap<string, unknown>): void {
  const resolve = (define: Define) => (definition: Definition) => {
    const behaviors = (definition.behaviors ?? []).map((one) => named.get(String(one)) ?? one)
    return define({ ...definition, behaviors })
  }
  code.componentEnv(unit.path, (env) => {
    const Page = resolve(env.Page as unknown as Define)
    const Behavior = resolve(env.Behavior as unknown as Define)
    Object.assign(globalThis, { Page, Behavior, Component: resolve(env.Component as unknown as Define) })
    unit.run()
  })
}

/** The behaviors that WeChat names by a string. */
function namedBehaviors(code: CodeSpace): ReadonlyMap<string, unknown> {
  const field = code
    .behavior()
    .definition({ properties: { name: { type: String }, value: { type: null, value: '' } } })
    .register()
  const empty = code.behavior().definition({}).register()
  return new Map<string, unknown>([
    ['wx://form-field', field],
    ['wx://form-field-group', empty],
    ['wx://form-field-button', empty],
    ['wx://component-export', empty],
  ])
}

/** Methods that every page and component instance has in WeChat and the adapter leaves out or has otherwise. */
function completeInstances(): void {
  const prototype = component.ComponentCaller.prototype
  const { triggerEvent } = prototype
  prototype.triggerEvent = function (name, detail = {}, options = {}) {
    return triggerEvent.call(this, name, detail, options)
  }
  prototype.createSelectorQuery = function () {
    return selectorQuery(this) as unknown as ReturnType<typeof prototype.createSelectorQuery>
  }
}
