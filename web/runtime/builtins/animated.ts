import type { GeneralComponent } from 'glass-easel'
import { domOf, propertyOf } from '../dom/nodes'

export interface AnimationStep {
  style: Record<string, string>
  duration: number
  delay: number
  timingFunction: string
  transformOrigin: string
}

const playing = new WeakMap<GeneralComponent, readonly AnimationStep[]>()

/** Plays what `wx.createAnimation().export()` gave, step after step; a newer animation ends an older one. */
export function playAnimation(node: GeneralComponent): void {
  const steps = (propertyOf(node, 'animation') as { actions?: AnimationStep[] } | null)?.actions
  if (steps === undefined || steps.length === 0) return
  playing.set(node, steps)
  let at = 0
  const next = () => {
    const step = steps[at++]
    const element = domOf(node)
    if (step === undefined || element === null || playing.get(node) !== steps) return
    element.style.transition = `all ${step.duration}ms ${step.timingFunction} ${step.delay}ms`
    element.style.transformOrigin = step.transformOrigin
    for (const [name, value] of Object.entries(step.style)) element.style.setProperty(name, value)
    setTimeout(next, step.duration + step.delay)
  }
  requestAnimationFrame(next)
}
