import { describe, expect, it } from 'vitest'
import { linesWith } from '../support/sources'
import { definitionOf } from './support/definitions'
import { filesEnding, read, units } from './support/units'
import { tagsOf } from './support/wxml'

/** What `wx:for` goes through in a template, where that is a name of the unit's own data. */
function listsOf(wxml: string): string[] {
  const tags = tagsOf(wxml)
  const items = new Set(['item', ...tags.flatMap(({ attributes }) => attributes['wx:for-item'] ?? [])])
  return tags
    .flatMap(({ attributes }) => attributes['wx:for'] ?? [])
    .map((list) => list.replace(/^\{\{|\}\}$/g, '').trim())
    .filter((list) => !items.has(list.split('.')[0] ?? ''))
}

/** docs/GROUND.md has the reasons. */
describe('what both engines of templates do differently reaches nobody', () => {
  const lists = units.flatMap(({ path, wxml }) => listsOf(wxml).map((list) => ({ path, list })))

  it.each(lists)('$path makes its rows of a list, never of a number: $list', async ({ path, list }) => {
    const { data, properties } = await definitionOf(path)
    const property = (properties as Record<string, unknown> | undefined)?.[list]
    const type = (property as { type?: unknown } | undefined)?.type ?? property
    expect(Array.isArray(data?.[list]) || type === Array).toBe(true)
  })

  it.each(units)('$path has no property named dataset, and none of several types', async ({ path }) => {
    const properties = (await definitionOf(path)).properties ?? {}
    expect(Object.keys(properties)).not.toContain('dataset')
    expect(JSON.stringify(properties)).not.toContain('optionalTypes')
  })

  it('no template has a script, whose language is another one in each', () => {
    expect(filesEnding('.wxs')).toEqual([])
    expect(filesEnding('.wxml').filter((file) => read(file).includes('<wxs'))).toEqual([])
  })

  it('no style has a local address, beside which rpx are not converted', () => {
    const styles = filesEnding('.wxss').filter((file) => /url\((?!['"]?(data|https):)/.test(read(file)))
    expect(styles).toEqual([])
  })

  it('nothing leans on what WeChat opens to few', () => {
    expect(filesEnding('.wxml').filter((file) => /<(voip-room|live-p)/.test(read(file)))).toEqual([])
    expect(linesWith(/createLivePusherContext/, 'miniprogram')).toEqual([])
    // Voice by WeChat is one way of several, offered where it is there, and its refusal is told.
    expect(
      linesWith(/joinVoIPChat/, 'miniprogram').filter((line) => !line.includes('platform/voip.ts')),
    ).toEqual([])
  })
})
