import type { AnimationStep } from '../../builtins/animated'

interface Timing {
  duration?: number
  delay?: number
  timingFunction?: string
  transformOrigin?: string
}

/** Which CSS each method sets; the others are transforms and go by their own names. */
const properties: Record<string, string> = {
  opacity: 'opacity',
  backgroundColor: 'background-color',
  width: 'width',
  height: 'height',
  top: 'top',
  right: 'right',
  bottom: 'bottom',
  left: 'left',
}

const transforms: Record<string, string> = {
  rotate: 'deg',
  rotateX: 'deg',
  rotateY: 'deg',
  rotateZ: 'deg',
  scale: '',
  scaleX: '',
  scaleY: '',
  scale3d: '',
  skew: 'deg',
  skewX: 'deg',
  skewY: 'deg',
  translate: 'px',
  translateX: 'px',
  translateY: 'px',
  translateZ: 'px',
  translate3d: 'px',
}

/** What a script holds. The methods that collect styles are added by the two tables above. */
interface Animation {
  step(timing?: Timing): Animation
  export(): { actions: AnimationStep[] }
}

/** `wx.createAnimation`: methods collect styles, `step` ends a movement, `export` hands them to `animation=`. */
function createAnimation(given: Timing = {}): Animation {
  let style: Record<string, string> = {}
  let turns: string[] = []
  let actions: AnimationStep[] = []
  const animation: Animation = {
    step(timing: Timing = {}) {
      const {
        duration = 400,
        delay = 0,
        timingFunction = 'linear',
        transformOrigin = '50% 50% 0',
      } = {
        ...given,
        ...timing,
      }
      if (turns.length > 0) style.transform = turns.join(' ')
      actions.push({ style, duration, delay, timingFunction, transformOrigin })
      style = {}
      turns = []
      return animation
    },
    export() {
      const exported = { actions }
      actions = []
      return exported
    },
  }
  for (const [name, property] of Object.entries(properties))
    Object.assign(animation, {
      [name]: (value: number | string) => {
        const length = typeof value === 'number' && name !== 'opacity'
        style[property] = length ? `${value}px` : String(value)
        return animation
      },
    })
  for (const [name, unit] of Object.entries(transforms))
    Object.assign(animation, {
      [name]: (...values: number[]) => {
        turns.push(`${name}(${values.map((value) => `${value}${unit}`).join(',')})`)
        return animation
      },
    })
  return animation
}

export const animation = { createAnimation }
