import type { Builtin } from './define'

export const progress: Builtin = {
  properties: {
    percent: Number,
    showInfo: Boolean,
    strokeWidth: { type: Number, value: 6 },
    activeColor: { type: String, value: '#07c160' },
    color: String,
    backgroundColor: { type: String, value: '#ebebeb' },
    active: Boolean,
    activeMode: String,
    duration: Number,
    borderRadius: Number,
  },
  setup({ element, get, watch }) {
    const track = document.createElement('div')
    const bar = document.createElement('div')
    const info = document.createElement('span')
    track.append(bar)
    element.append(track, info)
    element.setAttribute('role', 'progressbar')
    watch(['percent', 'showInfo', 'strokeWidth', 'activeColor', 'color', 'backgroundColor'], () => {
      const percent = Math.min(100, Math.max(0, get<number>('percent')))
      element.setAttribute('aria-valuenow', String(percent))
      track.style.cssText = `flex:1;height:${get<number>('strokeWidth')}px;background:${get<string>('backgroundColor')}`
      bar.style.cssText = `width:${percent}%;height:100%;background:${get<string>('color') || get<string>('activeColor')}`
      info.textContent = get<boolean>('showInfo') ? `${percent}%` : ''
    })
  },
}
