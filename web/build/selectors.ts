import parser, { type Node, type Root, type Selector } from 'postcss-selector-parser'
import { builtinTags } from '../runtime/components/tags'

/** The scope of a style: a component, with its class prefix, one page, or the whole program. */
export type Place = { kind: 'app' } | { kind: 'page'; path: string } | { kind: 'component'; scope: string }

const tags = new Set<string>([...builtinTags, 'page'])

/** A WXSS selector as the browser needs it: `view` is `wx-view`, classes carry the prefix of their component. */
export function rewriteSelector(selector: string, place: Place): string {
  return parser((root) => rewrite(root, place)).processSync(selector)
}

function rewrite(root: Root, place: Place): void {
  root.walkTags((tag) => {
    if (tags.has(tag.value)) tag.value = `wx-${tag.value}`
  })
  root.walkIds((id) => {
    // glass-easel writes ids with a prefix of the instance, so that two instances never share one.
    id.replaceWith(endingAttribute(id.value))
  })
  if (place.kind === 'component') prefixClasses(root, place.scope)
  if (place.kind === 'page') root.each((selector) => ofPage(selector, place.path))
}

function prefixClasses(root: Root, scope: string): void {
  root.walkClasses((name) => {
    name.value = `${scope}--${name.value}`
  })
  root.walkPseudos((pseudo) => {
    if (pseudo.value === ':host') pseudo.replaceWith(attribute('wx-host', '=', scope))
  })
}

/** Zero specificity: a page's rule must weigh what it would weigh in WeChat. */
function ofPage(selector: Selector, path: string): void {
  const here = parser.pseudo({
    value: ':where',
    nodes: [parser.selector({ value: '', nodes: [attribute('data-page', '=', path)] })],
  })
  const page = selector.nodes.find((node) => node.type === 'tag' && node.value === 'wx-page')
  if (page !== undefined) {
    selector.insertAfter(page, here)
    return
  }
  trimStart(selector.first)
  selector.prepend(parser.combinator({ value: ' ' }))
  selector.prepend(here)
}

function trimStart(node: Node): void {
  node.spaces.before = ''
}

const endingAttribute = (id: string) => attribute('id', '$=', `--${id}`)

function attribute(name: string, operator: '=' | '$=', value: string) {
  const node = parser.attribute({ attribute: name, operator, value, quoteMark: '"', raws: {} })
  node.setValue(value, { quoteMark: '"' })
  return node
}
