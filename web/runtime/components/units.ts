import type { template } from 'glass-easel'
import type { CodeSpace } from 'glass-easel-miniprogram-adapter'
import { guarded } from '../browser/report'
import type { AppConfig, PageConfig, Part, Unit } from '../bundle'
import { whenAttached } from './ready'

/** The pages and components of the mini-program, as glass-easel has them. */
export class Units {
  readonly #code: CodeSpace
  readonly #app: AppConfig
  readonly #named: ReadonlyMap<unknown, unknown>
  readonly #configs = new Map<string, PageConfig>()

  constructor(code: CodeSpace, app: AppConfig) {
    const ready = code.getComponentSpace().defineBehavior({ lifetimes: { attached: whenAttached } })
    code.setOverallBehavior(ready.general())
    this.#code = code
    this.#app = app
    this.#named = namedBehaviors(code)
  }

  /** Puts every page and component of a part into the code space and runs its script. */
  define({ templates, units }: Part): void {
    for (const unit of units) this.#describe(unit, templates)
    for (const unit of units) guarded(`${unit.path} as it loads`, () => this.#run(unit))
  }

  /** The JSON of a page on top of `window` in app.json. */
  configOf(path: string): PageConfig {
    return { ...this.#app.window, ...this.#configs.get(path) }
  }

  #describe(unit: Unit, templates: Part['templates']): void {
    const { component: isComponent, ...config } = unit.config
    this.#configs.set(unit.path, unit.config)
    const usingComponents = { ...absolute(this.#app.usingComponents), ...config.usingComponents }
    // A page built by Component() says "component": true as well, yet shares the styles of app.wxss.
    const own = unit.page ? {} : { component: isComponent === true }
    this.#code.addComponentStaticConfig(unit.path, { ...config, ...own, usingComponents } as object)
    const groupList = templates as template.ComponentTemplate['groupList']
    const content = groupList?.[unit.path]
    if (groupList !== undefined && content !== undefined)
      this.#code.addCompiledTemplate(unit.path, { groupList, content })
    if (unit.scope !== null) this.#code.addStyleSheet(unit.path, undefined, unit.scope)
  }

  #run(unit: Unit): void {
    this.#code.componentEnv(unit.path, ({ Page, Component, Behavior }) => {
      Object.assign(globalThis, {
        Page: resolving(Page, this.#named),
        Component: resolving(Component, this.#named),
        Behavior: resolving(Behavior, this.#named),
      })
      unit.run()
    })
  }
}

function absolute(using: Record<string, string> = {}): Record<string, string> {
  const entries = Object.entries(using)
  return Object.fromEntries(entries.map(([tag, path]) => [tag, path.startsWith('/') ? path : `/${path}`]))
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
