/** The address of a picture named in a template: `/a.png` is from the mini-program's root, `a.png` from its page. */
export function resolveMedia(src: string, page: string): string {
  if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(src)) return src
  const base = new URL('./', document.baseURI)
  if (src.startsWith('/')) return new URL(src.slice(1), base).href
  return new URL(src, new URL(page, base)).href
}
