import type { Instance, Properties } from '../define'

export const refresherProperties: Properties = {
  refresherEnabled: Boolean,
  refresherThreshold: { type: Number, value: 45 },
  refresherDefaultStyle: { type: String, value: 'black' },
  refresherBackground: String,
  refresherTriggered: Boolean,
}

/** `refresher-enabled`: a finger that pulls the top of the list down asks for a refresh. */
export function pullToRefresh({ element, get, set, watch, emit }: Instance): void {
  const spinner = document.createElement('div')
  spinner.className = 'wx-refresher'
  spinner.hidden = true
  element.prepend(spinner)
  let from: number | undefined
  element.addEventListener('touchstart', (event) => {
    const enabled = get<boolean>('refresherEnabled') && element.scrollTop <= 0
    from = enabled ? event.touches[0]?.clientY : undefined
  })
  element.addEventListener('touchend', (event) => {
    const to = event.changedTouches[0]?.clientY
    const pulled = from === undefined || to === undefined ? 0 : to - from
    from = undefined
    if (element.scrollTop > 0 || pulled < get<number>('refresherThreshold')) return
    set('refresherTriggered', true)
    emit('refresherrefresh')
  })
  watch(['refresherTriggered'], () => {
    spinner.hidden = !get<boolean>('refresherTriggered')
  })
}
