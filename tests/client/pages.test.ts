import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { app, exists, pathOf, read, root, units } from './support/units'
import { tagsOf } from './support/wxml'

/** WeChat's own tags, as far as our templates use them. */
const builtIn = new Set(
  'block button call-video form image include import input movable-area movable-view navigator page-container root-portal scroll-view slider slot swiper swiper-item switch template text textarea view web-view wxs'.split(
    ' ',
  ),
)

const endings = ['.json', '.ts', '.wxml', '.wxss']

describe('app.json', () => {
  it.each(app.pages)('names %s, and its four files are there', (page) => {
    expect(endings.filter((ending) => !exists(page + ending))).toEqual([])
  })

  it('names every page that there is', () => {
    const folders = readdirSync(join(root, 'pages'))
    expect(app.pages.map((page) => page.split('/')[1]).sort()).toEqual(folders.sort())
  })
})

describe.each(units)('$path', ({ path, using, wxml }) => {
  const tags = new Set(tagsOf(wxml).map(({ name }) => name))

  it('has the four files of a component', () => {
    expect(endings.filter((ending) => !exists(path + ending))).toEqual([])
  })

  it('uses components that exist', () => {
    const missing = Object.values(using)
      .map((name) => pathOf(name, path))
      .filter((used) => !used.startsWith('iview/') && !endings.every((ending) => exists(used + ending)))
    expect(missing).toEqual([])
  })

  it('declares every component that its template uses', () => {
    expect([...tags].filter((tag) => !builtIn.has(tag) && using[tag] === undefined)).toEqual([])
  })

  it('uses every component that it declares', () => {
    expect(Object.keys(using).filter((tag) => !tags.has(tag))).toEqual([])
  })
})

describe.each(units.filter(({ isPage }) => isPage))('the page $path', ({ path, wxml, ts }) => {
  it('can ask for the consent that WeChat wants', () => {
    expect(tagsOf(wxml).map(({ name }) => name)).toContain('privacy-gate')
  })

  it('shows nothing before somebody is signed in', () => {
    // Home and sign-in are the two that decide it.
    expect(ts).toMatch(/home|sign-in/.test(path) ? /app\.me\.get\(\)/ : /if \(land\(query\)\) return/)
  })
})

it('app.wxss is there, and the colours of the bars are those of the tokens', () => {
  const theme = JSON.parse(read('theme.json')) as Record<
    'light' | 'dark',
    { surface: string; ground: string }
  >
  const tokens = read('styles/tokens.wxss')
  for (const { surface, ground } of [theme.light, theme.dark]) {
    expect(tokens).toContain(`--surface: ${surface};`)
    expect(tokens).toContain(`--ground: ${ground};`)
  }
})
