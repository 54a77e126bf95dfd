import { describe, expect, it } from 'vitest'
import { weaknessOf } from '../../../../server/accounts/password'

describe('a password that is chosen', () => {
  it.each(['correct horse', 'Tr0ub4dor&3', '八个字的密码好了', '🐎🐎🐎🐎🔋🔋🔋🔋', 'x1'.repeat(64)])(
    'will do: %s',
    (password) => expect(weaknessOf(password, 'ann')).toBeUndefined(),
  )

  it.each([
    ['', 'at least 8'],
    ['seven77', 'at least 8'],
    ['x1'.repeat(64).concat('y'), 'at most 128'],
    ['aaaaaaaa', 'row of neighbours'],
    ['12345678', 'row of neighbours'],
    ['hgfedcba', 'row of neighbours'],
    ['ANN-of-GG', 'is the name'],
  ])('will not do: %s', (password, reason) =>
    expect(weaknessOf(password, 'Ann-of-gg')).toEqual({
      problem: 'bad-password',
      detail: expect.stringContaining(reason),
    }),
  )

  it.each(['qwerty12', '11112222', 'sunshine', 'Password', 'SUNSHINE', 'woaini1314'])(
    'will not do, for many have it: %s',
    (password) => expect(weaknessOf(password, 'ann')).toMatchObject({ problem: 'common-password' }),
  )
})
