import { parseOptions } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import { checkPassword, hashPassword, passwordProblem, TooBusy } from '../../../../server/accounts/password'

describe('a password that is chosen', () => {
  it.each(['correct horse', 'Tr0ub4dor&3', '八个字的密码好了', '🐎🐎🐎🐎🔋🔋🔋🔋', 'x1'.repeat(64)])(
    'will do: %s',
    (password) => expect(passwordProblem(password, 'ann')).toBeUndefined(),
  )

  it.each([
    ['', 'at least 8'],
    ['seven77', 'at least 8'],
    ['x1'.repeat(64).concat('y'), 'at most 128'],
    ['aaaaaaaa', 'row of neighbours'],
    ['12345678', 'row of neighbours'],
    ['hgfedcba', 'row of neighbours'],
    ['Password', 'first that are guessed'],
    ['ANN-of-GG', 'is the name'],
  ])('will not do: %s', (password, reason) =>
    expect(passwordProblem(password, 'Ann-of-gg')).toContain(reason),
  )
})

describe('a hash', () => {
  it('is argon2id with the cost that OWASP recommends, and has its own salt', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
    expect(one).toMatch(/^\$argon2id\$/)
    expect(one).not.toBe(other)
    expect(parseOptions(one)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  })

  it('knows its password, however the keyboard composes the letters, and no other', async () => {
    const hash = await hashPassword('cafe\u0301 society')
    expect(await checkPassword(hash, 'caf\u00e9 society')).toBe(true)
    expect(await checkPassword(hash, 'cafe society')).toBe(false)
  })

  it('that does not exist knows no password, also not the one that stands in for it', async () => {
    expect(await checkPassword(undefined, 'nobody has this password')).toBe(false)
  })
})

it('says that it is too busy rather than queue without end', async () => {
  const first = Array.from({ length: 1_000 }, () => checkPassword('$broken', 'x').catch(() => undefined))
  await expect(checkPassword('$broken', 'x')).rejects.toThrow(TooBusy)
  await Promise.all(first)
})
