/** A tag with what is in it, or, without a tag, a text. */
export interface TemplateNode {
  tag: string
  attributes: Record<string, string>
  text: string
  children: TemplateNode[]
}

const comment = /<!--[\s\S]*?-->/g
const piece = /<(\/?)([a-z][\w-]*)((?:\s+[\w:.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*(\/?)>|([^<]+)/g
const attribute = /([\w:.-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g

/** A template as a tree. */
export function nodesOf(wxml: string): TemplateNode[] {
  const root: TemplateNode = { tag: 'root', attributes: {}, text: '', children: [] }
  const open = [root]
  for (const [, closing, tag = '', list = '', isSingle, text] of wxml.replace(comment, '').matchAll(piece)) {
    const parent = open[open.length - 1] ?? root
    if (text !== undefined) {
      if (text.trim() !== '') parent.children.push({ tag: '', attributes: {}, text, children: [] })
      continue
    }
    if (closing) {
      open.pop()
      continue
    }
    const attributes = Object.fromEntries(
      [...list.matchAll(attribute)].map(([, key = '', double, single]) => [key, double ?? single ?? '']),
    )
    const node = { tag, attributes, text: '', children: [] }
    parent.children.push(node)
    if (!isSingle) open.push(node)
  }
  return root.children
}
