import { frame, topBody } from '../browser/frame'
import { dispatchGesture, isListenedFor, listenerAround, listenerIn, type Touch } from '../dom/events'
import { hoverEnd, hoverStart } from './hover'

/** WeChat's: a finger held for this long, in ms, is a long press. */
const longPressAfter = 350
/** A finger that moves further than this, in px, does not tap. */
const tapSlop = 10
/** Browsers repeat a touch as mouse events, up to this many ms later. */
const ghostMouse = 800

interface Press {
  target: Element
  start: Touch
  moved: boolean
  long: boolean
  timer: ReturnType<typeof setTimeout>
}

let press: Press | undefined
/** How the last press ended: the next click, if any, belongs to it. */
let ended = { moved: false, long: false }
let lastTouch = Number.NEGATIVE_INFINITY

/**
 * Turns touches, the mouse and clicks into WeChat's touch events, longpress and tap. A tap is a click: the browser
 * knows best which touches only scrolled, screen readers can make one, and no second event hits what it opened.
 */
export function listenToGestures(): void {
  const options = { capture: true, passive: true }
  for (const type of ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const)
    document.addEventListener(type, onTouch, options)
  document.addEventListener('mousedown', onMouse, options)
  document.addEventListener('mousemove', onMouse, options)
  document.addEventListener('mouseup', onMouse, options)
  // On the frame, not the document: iOS makes no clicks for plain elements otherwise.
  frame.addEventListener('click', onClick)
  document.addEventListener('contextmenu', onContextMenu, { capture: true })
  for (const type of ['transitionend', 'animationstart', 'animationiteration', 'animationend'] as const)
    document.addEventListener(type, onAnimation, options)
}

function onTouch(event: TouchEvent): void {
  lastTouch = performance.now()
  const changed = [...event.changedTouches].map(toTouch)
  const first = changed[0]
  if (first === undefined || !(event.target instanceof Element)) return
  const all = { touches: [...event.touches].map(toTouch), changedTouches: changed }
  step(event.type, event.target, first, all, event.touches.length > 1)
}

function onMouse(event: MouseEvent): void {
  if (performance.now() - lastTouch < ghostMouse || !(event.target instanceof Element)) return
  if (event.button !== 0 || (event.type === 'mousemove' && press === undefined)) return
  const touch = toTouch({ identifier: 0, clientX: event.clientX, clientY: event.clientY })
  const type =
    { mousedown: 'touchstart', mousemove: 'touchmove', mouseup: 'touchend' }[event.type] ?? 'touchend'
  const target = type === 'touchstart' ? event.target : (press?.target ?? event.target)
  step(type, target, touch, { touches: type === 'touchend' ? [] : [touch], changedTouches: [touch] }, false)
}

type Touches = { touches: Touch[]; changedTouches: Touch[] }

function step(type: string, target: Element, touch: Touch, all: Touches, several: boolean): void {
  if (isListenedFor(type)) dispatchGesture(target, type, {}, all)
  if (type === 'touchstart') begin(target, touch, several)
  else if (type === 'touchmove') move(touch)
  else end()
}

function begin(target: Element, start: Touch, several: boolean): void {
  if (press !== undefined) clearTimeout(press.timer)
  ended = { moved: false, long: false }
  if (several) {
    press = undefined
    return
  }
  const timer = setTimeout(() => {
    if (!isSelecting(target)) longPress()
  }, longPressAfter)
  press = { target, start, moved: false, long: false, timer }
  hoverStart(target)
}

/** A mouse that is held over text which can be selected is about to select. */
function isSelecting(target: Element): boolean {
  return performance.now() - lastTouch >= ghostMouse && getComputedStyle(target).userSelect === 'text'
}

function move(touch: Touch): void {
  if (press === undefined || press.moved) return
  const { start } = press
  if (Math.hypot(touch.clientX - start.clientX, touch.clientY - start.clientY) <= tapSlop) return
  press.moved = true
  clearTimeout(press.timer)
  hoverEnd()
}

function end(): void {
  hoverEnd()
  if (press === undefined) return
  clearTimeout(press.timer)
  ended = press
  press = undefined
}

function onClick(event: MouseEvent): void {
  // A click without a count is made by a key or a program, and belongs to no press.
  const belongs = event.detail > 0 && (ended.moved || ended.long)
  ended = { moved: false, long: false }
  if (belongs || !(event.target instanceof Element)) return
  if (event.target.closest('[data-disabled]') !== null) return
  const touch = toTouch({ identifier: 0, clientX: event.clientX, clientY: event.clientY })
  const detail = { x: touch.pageX, y: touch.pageY }
  dispatchGesture(event.target, 'tap', detail, { touches: [], changedTouches: [touch] })
}

/** As in WeChat, no tap follows a long press that a template listens for. */
function longPress(): void {
  if (press === undefined || press.long) return
  const { target, start } = press
  press.long = listenerAround(target, 'longpress') !== null || listenerAround(target, 'longtap') !== null
  if (press.long) dispatchLongPress(target, start)
}

/** The long press of somebody without a finger: on what listens for one in this element. */
export function longPressIn(element: Element): void {
  const target = listenerIn(element, 'longpress')
  if (target === undefined) return
  const { x, y, width } = target.getBoundingClientRect()
  dispatchLongPress(target, toTouch({ identifier: 0, clientX: x + width / 2, clientY: y }))
}

function dispatchLongPress(target: Element, start: Touch): void {
  const touches = { touches: [start], changedTouches: [start] }
  const detail = { x: start.pageX, y: start.pageY }
  dispatchGesture(target, 'longpress', detail, touches)
  dispatchGesture(target, 'longtap', detail, touches)
}

/** The second mouse button is the desktop's long press. */
function onContextMenu(event: MouseEvent): void {
  if (!(event.target instanceof Element)) return
  // The menu key has opened a menu already, and its event comes to what has the focus now.
  if (event.target.closest('[role="menu"]') !== null) return event.preventDefault()
  if (listenerAround(event.target, 'longpress') === null) return
  event.preventDefault()
  if (performance.now() - lastTouch < ghostMouse) return
  const start = toTouch({ identifier: 0, clientX: event.clientX, clientY: event.clientY })
  begin(event.target, start, false)
  longPress()
  end()
  ended = { moved: false, long: false }
}

function onAnimation(event: Event): void {
  if (!(event.target instanceof Element) || !isListenedFor(event.type)) return
  dispatchGesture(event.target, event.type, {}, { touches: [], changedTouches: [] })
}

function toTouch(point: { identifier: number; clientX: number; clientY: number }): Touch {
  const body = topBody()
  const origin = body.getBoundingClientRect()
  const clientX = point.clientX - origin.x
  const clientY = point.clientY - origin.y
  const scrolled = body.querySelector('.wx-scroll')?.scrollTop ?? 0
  return { identifier: point.identifier, clientX, clientY, pageX: clientX, pageY: clientY + scrolled }
}
