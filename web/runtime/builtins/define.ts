import type { ComponentSpace, GeneralComponent } from 'glass-easel'
import { Event as GlassEvent } from 'glass-easel'
import { domOf } from '../dom/nodes'

type PropertyType =
  | StringConstructor
  | NumberConstructor
  | BooleanConstructor
  | ArrayConstructor
  | ObjectConstructor
  | null

/** The properties of a built-in tag, with their defaults. Any other one in a template is a warning. */
export type Properties = Record<string, PropertyType | { type: PropertyType; value: unknown }>

/** One instance of a built-in tag, on the page. */
export interface Instance {
  node: GeneralComponent
  element: HTMLElement
  get<T>(name: string): T
  /** Sets its own property, as typing into an input does, so that `model:` bindings follow. */
  set(name: string, value: unknown): void
  /** Runs `changed` now and whenever one of the properties changes. */
  watch(names: readonly string[], changed: () => void): void
  onAttached(run: () => void): void
  onDetached(run: () => void): void
  /** Sends an event to the template that holds the tag; returns what its handler returned. */
  emit(type: string, detail?: object): unknown
}

export interface Builtin {
  properties: Properties
  /** Called once for each instance. Tags without one cost nothing beyond their element. */
  setup?: (instance: Instance) => void
  /** For tags that a page has by the thousand: called when the property changes, one function for all instances. */
  changed?: Record<string, (node: GeneralComponent) => void>
}

/** Properties of every tag that can show that it is pressed. */
export const hover: Properties = {
  hoverClass: { type: String, value: 'none' },
  hoverStopPropagation: Boolean,
  hoverStartTime: { type: Number, value: 50 },
  hoverStayTime: { type: Number, value: 400 },
}

export const hidden: Properties = { hidden: Boolean }

interface Hooks {
  watched: Map<string, Set<() => void>>
  attached: (() => void)[]
  detached: (() => void)[]
}

const hooksOf = new WeakMap<object, Hooks>()

export function define(space: ComponentSpace, tag: string, builtin: Builtin): void {
  const properties = { ...hidden, ...builtin.properties }
  const observers = Object.keys(properties).map((name) => ({
    fields: name,
    observer(this: GeneralComponent) {
      if (name === 'hidden') domOf(this)?.toggleAttribute('hidden', Boolean(this.data.hidden))
      builtin.changed?.[name]?.(this)
      for (const changed of hooksOf.get(this)?.watched.get(name) ?? []) changed()
    },
  }))
  const { setup } = builtin
  const lifetimes =
    setup === undefined
      ? {}
      : {
          created(this: GeneralComponent) {
            setUp(this, setup)
          },
          attached(this: GeneralComponent) {
            for (const run of hooksOf.get(this)?.attached ?? []) run()
          },
          detached(this: GeneralComponent) {
            for (const run of hooksOf.get(this)?.detached ?? []) run()
          },
        }
  const definition = space.defineComponent({ is: `wx-${tag}`, properties, observers, lifetimes } as object)
  space.setGlobalUsingComponent(tag, definition.general())
}

function setUp(node: GeneralComponent, setup: (instance: Instance) => void): void {
  const hooks: Hooks = { watched: new Map(), attached: [], detached: [] }
  hooksOf.set(node, hooks)
  const element = domOf(node)
  if (element === null) return
  setup({
    node,
    element,
    get: <T>(name: string) => node.data[name] as T,
    set(name, value) {
      node.replaceDataOnPath([name], value)
      node.applyDataUpdates()
    },
    watch(names, changed) {
      for (const name of names) {
        const all = hooks.watched.get(name) ?? new Set()
        all.add(changed)
        hooks.watched.set(name, all)
      }
      changed()
    },
    onAttached: (run) => hooks.attached.push(run),
    onDetached: (run) => hooks.detached.push(run),
    emit: (type, detail = {}) => emit(node, type, detail),
  })
}

function emit(node: GeneralComponent, type: string, detail: object): unknown {
  let answer: unknown
  const handleListenerReturn = (given: unknown) => {
    answer = given
  }
  GlassEvent.dispatchEvent(node, new GlassEvent(type, detail, { handleListenerReturn }))
  return answer
}
