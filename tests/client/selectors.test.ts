import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { definitionOf } from './support/definitions'
import { pathOf, type Unit, units } from './support/units'
import { tagsOf } from './support/wxml'

/** Selector and type, as typings/components.d.ts pairs them. */
const typed = Object.fromEntries(
  [...readFileSync('typings/components.d.ts', 'utf8').matchAll(/'(#[\w-]+)': (\w+)/g)].map(
    ([, selector = '', type = '']) => [selector, type],
  ),
)

const selected = units.flatMap((unit) => [...selectorsOf(unit)].map((selector) => ({ unit, selector })))

/** What a component selects, its behaviors beside it included. */
function selectorsOf({ path }: Unit): Set<string> {
  const folder = join('miniprogram', dirname(path))
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.ts'))
  const found = scripts.flatMap((name) => [
    ...readFileSync(join(folder, name), 'utf8').matchAll(/selectComponent\(['"`]([^'"`]+)/g),
  ])
  return new Set(found.map(([, selector = '']) => selector))
}

/** The path of the component that stands in the template under this id. */
function standing({ path, using, wxml }: Unit, selector: string): string {
  const tag = tagsOf(wxml).find(({ attributes }) => `#${attributes.id}` === selector)
  return pathOf(using[tag?.name ?? ''] ?? '', path)
}

it('selects components by selectors that have a type, and types no others', () => {
  expect(new Set(selected.map(({ selector }) => selector))).toEqual(new Set(Object.keys(typed)))
})

it.each(selected)('finds under $selector a component with the methods of its type', async (one) => {
  const path = standing(one.unit, one.selector)
  const type = typed[one.selector] ?? ''
  const source = readFileSync(`miniprogram/${path}.ts`, 'utf8')
  const [, body = ''] = new RegExp(`^export interface ${type} \\{\\n(.*?)^\\}`, 'ms').exec(source) ?? []
  const promised = [...body.matchAll(/^ {2}(\w+)\(/gm)].map(([, name = '']) => name)
  expect(promised).not.toEqual([])
  expect(Object.keys((await definitionOf(path)).methods ?? {})).toEqual(expect.arrayContaining(promised))
})
