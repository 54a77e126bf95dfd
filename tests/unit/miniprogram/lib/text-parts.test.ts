import { describe, expect, it } from 'vitest'
import { partsOf } from '../../../../miniprogram/lib/text-parts'

describe('a text', () => {
  it.each([
    'hello',
    'a > b and b < a',
    'one ` alone',
    '``',
    'an empty pair ``',
    'over `two\nlines`',
    '```\nnever closed',
    '**bold** _soft_ # title',
    '<b>bold</b>',
    '1 -> 2',
    ' > not at the beginning',
  ])('looks the same all over: %j', (text) => {
    expect(partsOf(text)).toEqual([])
  })

  it('has code in a line', () => {
    expect(partsOf('run `npm ci` and `npm start`.')).toEqual([
      { text: 'run ' },
      { text: 'npm ci', look: 'code' },
      { text: ' and ' },
      { text: 'npm start', look: 'code' },
      { text: '.' },
    ])
  })

  it('has code between runs of backticks, where nothing makes them a fence', () => {
    expect(partsOf('```tea```?')).toEqual([{ text: 'tea', look: 'code' }, { text: '?' }])
  })

  it('has fenced blocks of code, in which nothing else means anything', () => {
    expect(partsOf('look:\n```ts\nconst a = `1`\n> 2\n\nhttps://a.example\n```\nnice')).toEqual([
      { text: 'look:' },
      { text: 'const a = `1`\n> 2\n\nhttps://a.example', look: 'block' },
      { text: 'nice' },
    ])
    expect(partsOf('```\n```')).toEqual([{ text: '', look: 'block' }])
    expect(partsOf('```\none\n```\n```\ntwo\n```').map(({ text }) => text)).toEqual(['one', 'two'])
  })

  it('has quoted lines, those that follow one another as one', () => {
    expect(partsOf('> 四点？\n>\n> 五点\n好\n\n> and\nso')).toEqual([
      { text: '四点？\n\n五点', look: 'said' },
      { text: '好\n' },
      { text: 'and', look: 'said' },
      { text: 'so' },
    ])
  })

  it('has faces that begin with the same sign, and is not cut for them', () => {
    for (const text of ['>_<', '好累\n>.<', '>', '>>>', '> ']) expect(partsOf(text)).toEqual([])
    expect(partsOf('> so\n>_<')).toEqual([{ text: 'so', look: 'said' }, { text: '>_<' }])
  })

  it('has links beside them', () => {
    expect(partsOf('`a` https://a.example/x。')).toEqual([
      { text: 'a', look: 'code' },
      { text: ' ' },
      { text: 'https://a.example/x', url: 'https://a.example/x' },
      { text: '。' },
    ])
    expect(partsOf('https://a.example')).toEqual([{ text: 'https://a.example', url: 'https://a.example' }])
  })
})

describe('a text of more marks than anybody writes', () => {
  it('stays as it is: each piece is a part of the page, and a phone bears not thousands in every message', () => {
    expect(partsOf('`a`b'.repeat(100))).toHaveLength(200)
    expect(partsOf('`a`b'.repeat(1_000))).toEqual([])
    expect(partsOf('>\na\n'.repeat(1_000))).toEqual([])
  })
})
