import { describe, expect, it } from 'vitest'
import { takeFonts } from '../../../web/build/fonts'
import { nameScopes } from '../../../web/build/scopes'
import { rewriteSelector } from '../../../web/build/selectors'
import { plainScript } from '../../../web/build/wxs'
import { cssLengths } from '../../../web/runtime/dom/lengths'

describe('a selector', () => {
  const component = { kind: 'component', scope: 'card' } as const
  const page = { kind: 'page', path: 'pages/a/a' } as const

  it('of a component carries its prefix on every class and names tags as the browser does', () => {
    expect(rewriteSelector('.box > view.on::after', component)).toBe('.card--box > wx-view.card--on::after')
  })

  it('`:host` is the element of the component', () => {
    expect(rewriteSelector(':host .a', component)).toBe('[wx-host="card"] .card--a')
  })

  it('of a page reaches that page alone, without weighing more', () => {
    expect(rewriteSelector('.a, text .b', page)).toBe(
      ':where([data-page="pages/a/a"]) .a,:where([data-page="pages/a/a"]) wx-text .b',
    )
  })

  it('`page` is the root of the page', () => {
    expect(rewriteSelector('page', page)).toBe('wx-page:where([data-page="pages/a/a"])')
    expect(rewriteSelector('page .a', { kind: 'app' })).toBe('wx-page .a')
  })

  it('finds an id whatever instance it stands in', () => {
    expect(rewriteSelector('#top', { kind: 'app' })).toBe('[id$="--top"]')
  })

  it('leaves tags of the mini-program itself alone', () => {
    expect(rewriteSelector('i-button', { kind: 'app' })).toBe('i-button')
  })
})

describe('a length', () => {
  it.each([
    ['10rpx', 'calc(var(--rpx) * 10)'],
    ['-1.5rpx 2px .5rpx', 'calc(var(--rpx) * -1.5) 2px calc(var(--rpx) * .5)'],
    ['calc(100% - 20rpx)', 'calc(100% - calc(var(--rpx) * 20))'],
    ['100vh', '100cqh'],
    ['calc(100dvh - 10vw)', 'calc(100cqh - 10cqw)'],
    ['var(--a10rpx) 10px', 'var(--a10rpx) 10px'],
  ])('%s is %s', (given, css) => {
    expect(cssLengths(given)).toBe(css)
  })
})

it('class prefixes read like the components and differ', () => {
  const unit = (path: string, config = {}) => ({
    path,
    page: false,
    config,
    script: '',
    template: '',
    style: '',
  })
  const scopes = nameScopes([
    unit('components/bubble/bubble'),
    unit('other/bubble/bubble'),
    unit('iview/button/index'),
    unit('components/open/open', { styleIsolation: 'shared' }),
  ])
  expect(Object.fromEntries(scopes)).toEqual({
    'components/bubble/bubble': 'bubble',
    'other/bubble/bubble': 'bubble2',
    'iview/button/index': 'iview-button',
  })
})

it('a font in the sheet becomes a file, a picture stays', () => {
  const picture = 'url(data:image/png;base64,AAAA)'
  const { css, assets } = takeFonts(
    `a{src:url('data:application/x-font-woff;charset=utf-8;base64,d09GRg==')}b{background:${picture}}`,
  )
  expect(assets.map(({ name, data }) => [name.split('.').at(-1), String(data)])).toEqual([['woff', 'wOFF']])
  expect(css).toContain(picture)
  expect(css).toContain(assets[0]?.name)
})

it('a script of a template may use words that JavaScript keeps for itself', () => {
  expect(plainScript("var class = a.class; return { class: class, s: 'class' } // class")).toBe(
    "var class_ = a.class; return { class: class_, s: 'class' } // class",
  )
  expect(plainScript("require('./a.wxs')")).toBe("require('./a')")
})
