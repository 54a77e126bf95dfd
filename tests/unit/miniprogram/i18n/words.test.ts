import { describe, expect, it } from 'vitest'
import { explain, setLanguage, t } from '../../../../miniprogram/i18n/index'
import { languageOf } from '../../../../miniprogram/i18n/language'
import { table } from '../../../../miniprogram/i18n/table'
import { refusals } from '../../../../miniprogram/protocol/index'
import { Refused } from '../../../../miniprogram/session/refused'
import { problems } from '../../../../server/http/problems'

describe('the table of words', () => {
  it('has a sentence for every refusal of the wire', () => {
    const missing = Object.keys(refusals).filter((code) => !(`problem.${code}` in table))
    // A fault of the program itself: nobody can do anything about it.
    expect(missing).toEqual(['bad-frame', 'unknown-type', 'wrong-port'])
  })

  it('has a sentence for every problem of the HTTP API that a person can meet', () => {
    const missing = Object.keys(problems).filter((code) => !(`problem.${code}` in table))
    const ours = [
      'bad-request',
      'bad-json',
      'bad-seal',
      'sealed-only',
      'not-found',
      'too-large',
      'not-json',
      'too-slow',
      'headers-too-large',
      'bad-pass',
      'bad-range',
      'wrong-body',
      'unknown-upload',
      'incomplete',
    ]
    expect(missing.filter((code) => !ours.includes(code))).toEqual([])
  })

  it('puts the same things into both languages, and leaves neither empty', () => {
    const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
    for (const { zh, en } of Object.values(table)) {
      expect(holes(zh)).toEqual(holes(en))
      expect(zh.length * en.length).toBeGreaterThan(0)
    }
  })
})

describe('the language', () => {
  it('is Chinese unless the phone is English', () => {
    expect(['zh_CN', 'en', 'en_US', 'en-GB', 'fr', 'enl', ''].map(languageOf)).toEqual([
      'zh',
      'en',
      'en',
      'en',
      'zh',
      'zh',
      'zh',
    ])
  })

  it('changes every word from then on', () => {
    setLanguage('en')
    expect(explain(new Refused('room-full'))).toBe('The room is full.')
    setLanguage('zh')
    expect(explain('room-full')).toBe('房间已满')
  })
})

describe('a problem nobody has a word for', () => {
  it('is told by its code, whatever it is called', () => {
    setLanguage('en')
    expect(explain(new Refused('sun-burnt'))).toBe('It did not work (sun-burnt).')
    expect(explain('constructor')).toBe('It did not work (constructor).')
    expect(t('problem.unknown')).toContain('{code}')
  })
})
