import { parseOptions } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import { checkPassword, hashPassword, TooBusy } from '../../../../server/accounts/hashing'

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
  const first = Array.from({ length: 302 }, () => checkPassword('$broken', 'x').catch(() => undefined))
  await expect(checkPassword('$broken', 'x')).rejects.toThrow(TooBusy)
  await Promise.all(first)
})
