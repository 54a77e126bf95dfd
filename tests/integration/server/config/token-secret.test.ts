import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { tokenSecret } from '../../../../server/config/token-secret'
import { StoreNotOpened } from '../../../../server/store/store'
import { temporaryDir } from '../../../support/temporary-dir'

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  return { ...real, writeFile: vi.fn(real.writeFile) }
})

describe('the secret that signs tokens', () => {
  it('is the given one, and then nothing is written', async () => {
    const dir = temporaryDir()
    expect(await tokenSecret('given', dir)).toBe('given')
    expect(readdirSync(dir)).toEqual([])
  })

  it('is made once, long enough, for nobody else to read', async () => {
    const dir = join(temporaryDir(), 'data')
    const made = await tokenSecret('', dir)
    expect(Buffer.byteLength(made)).toBeGreaterThanOrEqual(32)
    expect(await tokenSecret('', dir)).toBe(made)
    expect(readdirSync(dir)).toEqual(['token-secret'])
    expect(statSync(join(dir, 'token-secret')).mode & 0o777).toBe(0o600)
  })

  it('is another one in another folder', async () => {
    expect(await tokenSecret('', temporaryDir())).not.toBe(await tokenSecret('', temporaryDir()))
  })

  it('is one for all who make it at the same time', async () => {
    const dir = temporaryDir()
    const secrets = await Promise.all(Array.from({ length: 20 }, () => tokenSecret('', dir)))
    expect(new Set(secrets)).toEqual(new Set([readFileSync(join(dir, 'token-secret'), 'utf8')]))
    expect(readdirSync(dir)).toEqual(['token-secret'])
  })

  it('is never half of one: what could not be written in full is made anew', async () => {
    const dir = temporaryDir()
    vi.mocked(writeFile).mockImplementationOnce(async (path) => {
      writeFileSync(path as string, 'hal')
      throw new Error('the disk is full')
    })
    await expect(tokenSecret('', dir)).rejects.toThrow('the disk is full')
    expect(readdirSync(dir)).toEqual([])
    expect((await tokenSecret('', dir)).length).toBeGreaterThanOrEqual(32)
  })

  it.each(['', '\n', 'short'])('is not taken from a file that holds %j', async (content) => {
    const dir = temporaryDir()
    writeFileSync(join(dir, 'token-secret'), content)
    const refusal = await tokenSecret('', dir).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(StoreNotOpened)
    expect(String(refusal)).toContain(join(dir, 'token-secret'))
  })

  it('may have been put there by hand, with a line break at its end', async () => {
    const dir = temporaryDir()
    writeFileSync(join(dir, 'token-secret'), `${'s'.repeat(40)}\n`)
    expect(await tokenSecret('', dir)).toBe('s'.repeat(40))
  })
})
