import type { GeneralComponent } from 'glass-easel'
import { copyText } from '../browser/copy-text'
import { words } from '../browser/words'
import { toast } from '../overlays/toast'
import { parseUrl } from './query'
import { topPage } from './router'

interface Card {
  title?: string
  path?: string
}

/** The web address of a page of the mini-program. */
export function webAddress(path: string): string {
  return new URL(`#/${parseUrl(path).url}`, new URL('./', document.baseURI)).href
}

/**
 * What WeChat's share card is here: a link to the same page, handed to the phone's own sharing,
 * or copied where there is none.
 */
export function shareTop(button: GeneralComponent): void {
  const page = topPage()
  if (page === undefined) return
  const asked = page.call('onShareAppMessage', { from: 'button', target: button }) as Card | undefined
  const url = webAddress(`/${asked?.path?.replace(/^\//, '') ?? page.address.url}`)
  const title = asked?.title ?? document.title
  if (typeof navigator.share === 'function' && matchMedia('(pointer: coarse)').matches) {
    // Rejects when the user closes the sheet, which is no error.
    navigator.share({ title, url }).catch(() => undefined)
    return
  }
  void copyText(url).then((copied) =>
    toast({ title: copied ? words().linkCopied : url, icon: copied ? 'success' : 'none' }),
  )
}
