import { resolveMedia } from '../files/media-path'
import type { Builtin } from './define'

const fits: Record<string, string> = {
  scaleToFill: 'fill',
  aspectFit: 'contain',
  aspectFill: 'cover',
  widthFix: 'fill',
  heightFix: 'fill',
}

/** Where the picture stands when it is cut, not scaled: `top left` and the like. */
const cut = new Set([
  'top',
  'bottom',
  'center',
  'left',
  'right',
  'top left',
  'top right',
  'bottom left',
  'bottom right',
])

export const image: Builtin = {
  properties: {
    src: String,
    mode: { type: String, value: 'scaleToFill' },
    lazyLoad: Boolean,
    fadeIn: Boolean,
    webp: Boolean,
    showMenuByLongpress: Boolean,
    referrerPolicy: String,
  },
  setup({ node, element, get, watch, emit, onDetached }) {
    const picture = document.createElement('img')
    picture.alt = ''
    picture.draggable = false
    element.append(picture)
    element.addEventListener('wx-aria', () => {
      element.setAttribute('role', 'img')
    })
    picture.addEventListener('load', () => {
      emit('load', { width: picture.naturalWidth, height: picture.naturalHeight })
    })
    picture.addEventListener('error', () => emit('error', { errMsg: `image:fail ${get<string>('src')}` }))
    watch(['lazyLoad'], () => {
      picture.loading = get<boolean>('lazyLoad') ? 'lazy' : 'eager'
    })
    watch(['mode'], () => {
      const mode = get<string>('mode')
      element.dataset.mode = mode
      picture.style.objectFit = cut.has(mode) ? 'none' : (fits[mode] ?? 'fill')
      picture.style.objectPosition = cut.has(mode) ? mode : ''
    })
    watch(['src'], () => {
      const src = get<string>('src')
      if (src === '') picture.removeAttribute('src')
      else picture.src = resolveMedia(src, node.ownerShadowRoot?.getHostNode().is ?? '')
    })
    onDetached(() => picture.removeAttribute('src'))
  },
}
