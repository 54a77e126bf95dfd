import type { GeneralComponent, Element as GlassElement } from 'glass-easel'
import { rectOf, topBody } from '../../browser/frame'
import { scrollViewContext } from '../../builtins/scroll/scrolling'
import { domOf, propertyOf } from '../../dom/nodes'
import { topPage } from '../../pages/router'

interface Fields {
  id?: boolean
  dataset?: boolean
  mark?: boolean
  rect?: boolean
  size?: boolean
  scrollOffset?: boolean
  properties?: string[]
  computedStyle?: string[]
  context?: boolean
  node?: boolean
}

type Callback = (result: unknown) => void

/** A page or component instance, as its own code sees it. */
export interface Caller {
  _$: GeneralComponent
}

interface Question {
  in: () => Caller | undefined
  /** undefined asks about the page's own window. */
  selector: string | undefined
  all: boolean
  fields: Fields
  callback: Callback | undefined
}

/** `wx.createSelectorQuery()`: asks where things are drawn. Answers come later, in the order of the questions. */
export function selectorQuery(caller?: Caller) {
  const questions: Question[] = []
  let within = () => caller ?? topPage()?.instance
  const ask = (selector: string | undefined, all: boolean) => {
    const add = (fields: Fields, callback?: Callback) => {
      questions.push({ in: within, selector, all, fields, callback })
      return query
    }
    return {
      fields: add,
      boundingClientRect: (callback?: Callback) =>
        add({ id: true, dataset: true, rect: true, size: true }, callback),
      scrollOffset: (callback?: Callback) => add({ id: true, dataset: true, scrollOffset: true }, callback),
      context: (callback?: Callback) => add({ context: true }, callback),
      node: (callback?: Callback) => add({ node: true }, callback),
    }
  }
  const query = {
    in(one: Caller) {
      within = () => one
      return query
    },
    select: (selector: string) => ask(selector, false),
    selectAll: (selector: string) => ask(selector, true),
    selectViewport: () => ask(undefined, false),
    exec(callback?: (results: unknown[]) => void) {
      const asked = questions.splice(0)
      setTimeout(() => {
        const results = asked.map((question) => answerTo(question))
        asked.forEach((question, at) => {
          question.callback?.(results[at])
        })
        callback?.(results)
      })
      return query
    },
  }
  return query
}

function answerTo({ in: within, selector, all, fields }: Question): unknown {
  if (selector === undefined) return ofWindow(fields)
  const tree = within()?._$.getShadowRoot()
  if (tree === null || tree === undefined) return all ? [] : null
  if (all) return tree.querySelectorAll(selector).map((node) => ofNode(node, fields))
  const node = tree.querySelector(selector)
  return node === null ? null : ofNode(node, fields)
}

function ofNode(node: GlassElement, fields: Fields): Record<string, unknown> {
  const element = domOf(node)
  const answer: Record<string, unknown> = {}
  if (fields.id === true) answer.id = node.id
  if (fields.dataset === true) answer.dataset = node.dataset
  if (fields.mark === true) answer.mark = node.collectMarks()
  for (const name of fields.properties ?? []) answer[name] = propertyOf(node, camel(name))
  if (element === null) return answer
  return { ...answer, ...whereDrawn(element, fields), ...handles(element, fields) }
}

function whereDrawn(element: HTMLElement, fields: Fields): Record<string, unknown> {
  const answer: Record<string, unknown> = {}
  const { left, top, right, bottom, width, height } = rectOf(element)
  if (fields.rect === true) Object.assign(answer, { left, top, right, bottom })
  if (fields.size === true) Object.assign(answer, { width, height })
  if (fields.scrollOffset === true) Object.assign(answer, scrollOf(element))
  const names = fields.computedStyle ?? []
  const style = getComputedStyle(element)
  for (const name of names) answer[name] = style.getPropertyValue(dashed(name))
  return answer
}

function handles(element: HTMLElement, { node, context }: Fields): Record<string, unknown> {
  const handle = scrollViewContext(element) ?? element
  return { ...(node === true ? { node: handle } : {}), ...(context === true ? { context: handle } : {}) }
}

function ofWindow(fields: Fields): Record<string, unknown> {
  const { clientWidth: width, clientHeight: height } = topBody()
  const answer: Record<string, unknown> = { id: '', dataset: {} }
  if (fields.rect === true) Object.assign(answer, { left: 0, top: 0, right: width, bottom: height })
  if (fields.size === true) Object.assign(answer, { width, height })
  const page = topPage()
  if (fields.scrollOffset === true && page !== undefined) Object.assign(answer, scrollOf(page.scroller))
  return answer
}

function scrollOf({ scrollLeft, scrollTop, scrollWidth, scrollHeight }: Element) {
  return { scrollLeft, scrollTop, scrollWidth, scrollHeight }
}

const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

export const selectorQueries = { createSelectorQuery: () => selectorQuery() }
