import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What a page has shown and nobody has asked for yet. */
interface Recording {
  shown: Set<string>
}

/** Notes every text and every name that the pages of a tab show from now on: some stand there for a moment only. */
export async function recordPassing(page: Page): Promise<void> {
  await page.addInitScript(record)
}

/** Waits until this text, or element of this name, has been shown, however briefly; the next time it must come anew. */
export async function hasShown(page: Page, text: string): Promise<void> {
  await expect.poll(() => page.evaluate(take, text), { message: `"${text}" has been shown` }).toBe(true)
}

/** Runs in the page. */
function record(): void {
  const shown = new Set<string>()
  Object.assign(window, { shown })
  const note = (text: string | null | undefined) => shown.add((text ?? '').trim())
  const read = (node: Node) => {
    if (node instanceof Element) note(node.getAttribute('aria-label'))
    if (node.nodeType === Node.TEXT_NODE) note(node.nodeValue)
    for (const child of node.childNodes) read(child)
  }
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'childList') for (const node of addedNodes) read(node)
      else if (target instanceof Element) note(target.getAttribute('aria-label'))
      else note(target.nodeValue)
    }
  }).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['aria-label'],
  })
}

/** Runs in the page. */
function take(text: string): boolean {
  return (window as unknown as Recording).shown.delete(text)
}
