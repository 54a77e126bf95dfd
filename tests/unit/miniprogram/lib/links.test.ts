import { describe, expect, it } from 'vitest'
import { linksIn } from '../../../../miniprogram/lib/links'

const urls = (text: string) => linksIn(text).flatMap(({ url }) => url ?? [])

describe('links in a text', () => {
  it('are none where there is none', () => {
    for (const text of [
      '',
      'hello',
      'http://',
      'https://！',
      'ftp://a.example',
      'javascript:alert(1)',
      'xhttp://a.b',
    ])
      expect(linksIn(text)).toEqual([])
  })

  it('stand among what is around them, and nothing is lost', () => {
    const text = '看 https://a.example/x，还有\nhttp://b.example:81/?q=1#z。好'
    expect(linksIn(text)).toEqual([
      { text: '看 ' },
      { text: 'https://a.example/x', url: 'https://a.example/x' },
      { text: '，还有\n' },
      { text: 'http://b.example:81/?q=1#z', url: 'http://b.example:81/?q=1#z' },
      { text: '。好' },
    ])
  })

  it.each([
    ['去https://a.example看看', 'https://a.example'],
    ['（https://a.example/x）。', 'https://a.example/x'],
    ['「https://a.example/x」', 'https://a.example/x'],
    ['(https://a.example/x).', 'https://a.example/x'],
    ['[https://a.example/x]!', 'https://a.example/x'],
    ['<https://a.example/x>', 'https://a.example/x'],
    ['"https://a.example/x"?', 'https://a.example/x'],
    ['https://a.example/x……', 'https://a.example/x'],
    ['https://a.example/x；', 'https://a.example/x'],
    ['https://a.example/x...', 'https://a.example/x'],
    ['https://a.example/x_(y)', 'https://a.example/x_(y)'],
    ['(https://a.example/x_(y))', 'https://a.example/x_(y)'],
    ['https://a.example/?a[]=1&b=%E8%81%8A', 'https://a.example/?a[]=1&b=%E8%81%8A'],
    ['HTTPS://A.example/', 'HTTPS://A.example/'],
    ['http://[::1]:8080/x', 'http://[::1]:8080/x'],
    // What stands before an @ is no host: the link leads where it reads.
    ['https://bank.example@evil.example/', 'https://bank.example'],
  ])('leave out what the sentence puts behind them: %s', (text, url) => {
    expect(urls(text)).toEqual([url])
  })

  it('are found in the longest message at once', () => {
    expect(urls('https://a.example/('.repeat(200)).join('')).toHaveLength(200 * 19)
    expect(urls(`https://a.${'a.'.repeat(1_990)}`)).toHaveLength(1)
  })
})
