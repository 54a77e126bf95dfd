import { describe, expect, it } from 'vitest'
import { definitionOf, handlersIn } from './support/definitions'
import { units } from './support/units'
import { bindingsOf, handlersOf, tagsOf } from './support/wxml'

describe.each(units)('$path', ({ path, wxml, ts, isPage }) => {
  it('has a method for every event that its template binds', async () => {
    const methods = handlersIn(await definitionOf(path), isPage)
    const bound = tagsOf(wxml).flatMap(handlersOf)
    // A binding names its handler in data: that is for another test.
    expect(bound.filter((handler) => !/^\{\{/.test(handler) && !methods.includes(handler))).toEqual([])
  })

  it('shows the words that it takes from the table, and no others', () => {
    const taken = [...ts.matchAll(/\bwords\(([^()]*)\)/g)].flatMap(([, keys = '']) =>
      [...keys.matchAll(/'[\w-]+\.([\w-]+)'/g)].map(([, name]) => name),
    )
    const shown = [
      ...bindingsOf(wxml)
        .join('\n')
        .matchAll(/\b(?:t|words)\.(\w+)/g),
    ].map(([, name]) => name)
    expect(new Set(shown)).toEqual(new Set(taken))
  })
})
