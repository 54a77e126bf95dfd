import { Component, type GeneralComponent } from 'glass-easel'
import { nodeOf, propertyOf } from '../dom/nodes'

// glass-easel keeps classes in segments; the template owns the first, hover has one to itself.
const hoverSegment = 3

let hovered: GeneralComponent | undefined
let timer: ReturnType<typeof setTimeout> | undefined

/** Puts the `hover-class` on the pressed element, or on the nearest one around it that has such a class. */
export function hoverStart(target: Element): void {
  clearTimeout(timer)
  hoverOff()
  const node = around(target)
  if (node === undefined) return
  const classes = String(propertyOf(node, 'hoverClass'))
  timer = setTimeout(
    () => {
      hovered = node
      node.setNodeClass(classes, hoverSegment)
    },
    Number(propertyOf(node, 'hoverStartTime') ?? 50),
  )
}

export function hoverEnd(): void {
  clearTimeout(timer)
  if (hovered !== undefined) timer = setTimeout(hoverOff, Number(propertyOf(hovered, 'hoverStayTime') ?? 70))
}

function hoverOff(): void {
  hovered?.setNodeClass('', hoverSegment)
  hovered = undefined
}

function around(target: Element): GeneralComponent | undefined {
  for (let at: Element | null = target; at !== null; at = at.parentElement) {
    const node = nodeOf(at)
    if (node === undefined || at.matches('[data-disabled]')) continue
    const classes = propertyOf(node, 'hoverClass')
    if (typeof classes === 'string' && classes !== '' && classes !== 'none' && Component.isComponent(node))
      return node
  }
  return undefined
}
