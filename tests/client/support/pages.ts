import type { Part, Stage } from './stage'

type Method = (...values: unknown[]) => unknown
interface PageDefinition {
  data?: object
  behaviors?: object[]
  [name: string]: unknown
}

/**
 * The component framework knows no pages: here a page is a component whose functions are its methods, and whose other
 * fields are its own.
 */
function definePage({ data = {}, behaviors = [], ...rest }: PageDefinition): void {
  const methods: Record<string, Method> = {}
  const fields: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value === 'function') methods[name] = value as Method
    else fields[name] = value
  }
  const define = (globalThis as unknown as { Component(definition: object): void }).Component
  define({
    data,
    behaviors,
    methods,
    lifetimes: {
      created(this: object) {
        Object.assign(this, fields)
      },
    },
  })
}

/** Opens a page as WeChat does, with what stood behind the `?` of its path. `name`: of its folder. */
export function openPage(stage: Stage, name: string, query: Record<string, string> = {}): Part {
  Object.assign(globalThis, { Page: definePage })
  const page = stage.show(`pages/${name}/${name}`)
  page.instance.onLoad?.(query)
  page.instance.onShow?.()
  page.triggerPageLifeTime('show')
  return page
}
