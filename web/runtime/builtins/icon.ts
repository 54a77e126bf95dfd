import type { Builtin } from './define'

const tick = 'M10.2 15.6 6.9 12.3l-1.2 1.2 4.5 4.5 8.7-8.7-1.2-1.2z'
const cross =
  'm7.4 6.2 4.6 4.6 4.6-4.6 1.2 1.2-4.6 4.6 4.6 4.6-1.2 1.2-4.6-4.6-4.6 4.6-1.2-1.2 4.6-4.6-4.6-4.6z'
const disc = 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z'
const bang = 'M11.1 6.5h1.8v7.5h-1.8zM11 15.8h2v2h-2z'

interface Drawing {
  colour: string
  path: string
}

const drawings: Record<string, Drawing> = {
  success: { colour: '#07c160', path: `${disc}${tick}` },
  success_no_circle: { colour: '#07c160', path: tick },
  info: { colour: '#10aeff', path: `${disc}${bang}` },
  warn: { colour: '#fa5151', path: `${disc}${bang}` },
  waiting: { colour: '#10aeff', path: `${disc}M11.2 6v6.6l4.3 3 .9-1.3-3.6-2.5V6z` },
  cancel: { colour: '#fa5151', path: `${disc}${cross}` },
  clear: { colour: '#b2b2b2', path: `${disc}${cross}` },
  download: {
    colour: '#07c160',
    path: `${disc}M11.1 6.5v6l-2.3-2.3-1.2 1.2 4.4 4.4 4.4-4.4-1.2-1.2-2.3 2.3v-6z`,
  },
  search: {
    colour: '#b2b2b2',
    path: 'M10.5 4a6.5 6.5 0 1 0 4 11.6l4.6 4.6 1.2-1.2-4.6-4.6A6.5 6.5 0 0 0 10.5 4zm0 1.7a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6z',
  },
}

export const icon: Builtin = {
  properties: { type: String, size: { type: null, value: 23 }, color: String },
  setup({ element, get, watch }) {
    watch(['type', 'size', 'color'], () => {
      const drawing = drawings[get<string>('type')]
      const size = Number.parseFloat(String(get<unknown>('size'))) || 23
      element.replaceChildren()
      if (drawing === undefined) return
      const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
      svg.setAttribute('viewBox', '0 0 24 24')
      svg.setAttribute('width', String(size))
      svg.setAttribute('height', String(size))
      path.setAttribute('d', drawing.path)
      path.setAttribute('fill-rule', 'evenodd')
      path.setAttribute('fill', get<string>('color') || drawing.colour)
      svg.append(path)
      element.append(svg)
    })
  },
}
