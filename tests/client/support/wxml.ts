/** A tag as it opens in a template. */
export interface Tag {
  name: string
  attributes: Record<string, string>
}

const comment = /<!--[\s\S]*?-->/g
const inlineScript = /<wxs\b[^>]*>[\s\S]*?<\/wxs>/g
const opening = /<([a-z][\w-]*)((?:\s+[\w:.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*\/?>/g
const attribute = /([\w:.-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g
const binding = /\{\{[\s\S]*?\}\}/g

/** Every tag of a template, in order. */
export function tagsOf(wxml: string): Tag[] {
  const source = wxml.replace(comment, '').replace(inlineScript, '')
  return [...source.matchAll(opening)].map(([, name = '', list = '']) => ({
    name,
    attributes: Object.fromEntries(
      [...list.matchAll(attribute)].map(([, key = '', double, single]) => [key, double ?? single ?? '']),
    ),
  }))
}

/** What stands between the tags and is no binding. */
export function literalTexts(wxml: string): string[] {
  return wxml
    .replace(comment, '')
    .replace(inlineScript, '')
    .replace(opening, '\n')
    .replace(/<\/[\w-]+>/g, '\n')
    .replace(binding, ' ')
    .split('\n')
    .map((text) => text.trim())
    .filter((text) => text !== '')
}

/** The handlers that a tag names: of `bind:tap`, `bindtap`, `catch:tap`, `capture-bind:tap`, `mut-bind:tap`. */
export function handlersOf({ attributes }: Tag): string[] {
  return Object.entries(attributes)
    .filter(([name]) => /^(?:capture-|mut-)?(?:bind|catch):?[a-z]/.test(name))
    .map(([, handler]) => handler)
}

/** What is written into `{{…}}`, as it is. */
export function bindingsOf(wxml: string): string[] {
  return [...wxml.replace(comment, '').matchAll(binding)].map(([whole]) => whole.slice(2, -2))
}
