import { describe, expect, it } from 'vitest'
import { tidyId, tidyLogin } from '../../../miniprogram/protocol/ids'

describe('an id or a code that was typed', () => {
  it.each([
    ['ＡＢＣ１２３ＸＹ', 'ABC123XY'],
    [' abc1 23xy\n', 'abc123xy'],
    ['ａｂｃ　１２３', 'abc123'],
    ['a－b．c＿d', 'a-b.c_d'],
    ['\u200babc123\u2060', 'abc123'],
  ])('%j is %s', (typed, tidy) => {
    expect(tidyId(typed)).toBe(tidy)
  })
})

it('a login name that was typed in full-width letters is one, and a blank in it stays wrong', () => {
  expect(tidyLogin(' ａｎｎ．９ ')).toBe('ann.9')
  expect(tidyLogin('an n')).toBe('an n')
})
