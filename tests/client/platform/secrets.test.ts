import { afterEach, describe, expect, it, vi } from 'vitest'
import { secrets } from '../../../miniprogram/platform/secrets'

interface Options {
  key: string
  data?: string
  encrypt: boolean
  success(answer: { data?: unknown }): void
  fail(failure: { errMsg: string }): void
}

/** A `wx` whose storage does as it is told; what it was asked. */
function standIn(act: (options: Options) => void) {
  const asked: object[] = []
  const call = (options: Options) => {
    const { key, data, encrypt } = options
    asked.push({ key, data, encrypt })
    act(options)
  }
  vi.stubGlobal('wx', { getStorage: call, setStorage: call })
  return asked
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('a secret of the phone', () => {
  it('is kept and read encrypted', async () => {
    const asked = standIn(({ success }) => success({ data: 'text' }))
    await secrets.write('vault', 'text')
    expect(await secrets.read('vault')).toBe('text')
    expect(asked).toEqual([
      { key: 'vault', data: 'text', encrypt: true },
      { key: 'vault', data: undefined, encrypt: true },
    ])
  })

  it('that is not there reads as nothing', async () => {
    standIn(({ fail }) => fail({ errMsg: 'getStorage:fail data not found' }))
    expect(await secrets.read('vault')).toBeUndefined()
  })

  it('that cannot be read or kept says so', async () => {
    standIn(({ fail }) => fail({ errMsg: 'fail internal error' }))
    await expect(secrets.read('vault')).rejects.toThrow('internal error')
    await expect(secrets.write('vault', 'text')).rejects.toThrow('internal error')
  })

  it('does not keep the program from starting when the phone never answers', async () => {
    vi.useFakeTimers()
    standIn(() => {})
    const reading = expect(secrets.read('vault')).rejects.toThrow('did not answer')
    await vi.advanceTimersByTimeAsync(2_000)
    await reading
  })
})
