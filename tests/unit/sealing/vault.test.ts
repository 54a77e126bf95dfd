import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Vault } from '../../../miniprogram/sealing/vault'
import { sealPlatform } from '../../support/seal-platform'
import { SimulatedSecrets } from '../../support/simulated-secrets'
import { SimulatedStorage } from '../../support/simulated-storage'

/** A phone, and the program on it as it is started again and again. */
function phone() {
  const [disk, secrets] = [new SimulatedStorage(), new SimulatedSecrets()]
  const vault = () => new Vault(disk, secrets, sealPlatform)
  const start = async () => {
    const started = vault()
    return { vault: started, lost: await started.open() }
  }
  return { disk, secrets, vault, start }
}

const onDisk = (disk: SimulatedStorage) => JSON.stringify(disk.keys().map((key) => disk.read(key)))
const pending = { body: 'Is the kettle on?' }

describe('what is kept', () => {
  it('can be read after a restart, and by nobody who has the disk alone', async () => {
    const { disk, start } = phone()
    const { vault } = await start()
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.jsonValue(), (name, value) => {
        expect(vault.write(`outbox.${name}`, value)).toBe(true)
        expect(vault.read(`outbox.${name}`)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
    vault.write('outbox.a', pending)
    expect(onDisk(disk)).not.toContain('kettle')
    const again = await start()
    expect(again.lost).toBe(0)
    expect(again.vault.read('outbox.a')).toEqual(pending)
  })

  it('is sealed anew with each write', async () => {
    const { disk, start } = phone()
    const entries = new Set<unknown>()
    for (let run = 0; run < 3; run += 1) {
      const { vault } = await start()
      for (let write = 0; write < 3; write += 1) {
        vault.write('drafts', pending)
        entries.add(String(disk.read('drafts')).slice(0, 23))
      }
    }
    expect(entries.size).toBe(9)
  })

  it('does not open under another name, nor when one bit of it is another', async () => {
    const { disk, start } = phone()
    const { vault } = await start()
    vault.write('outbox.a', pending)
    const entry = String(disk.read('outbox.a'))
    disk.write('outbox.b', entry)
    expect(vault.read('outbox.b')).toBeUndefined()
    const bytes = Buffer.from(entry.slice('sealed:'.length), 'base64')
    fc.assert(
      fc.property(fc.nat(8 * bytes.length - 1), (bit) => {
        const changed = Buffer.from(bytes)
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        disk.write('outbox.a', `sealed:${changed.toString('base64')}`)
        expect(vault.read('outbox.a')).toBeUndefined()
      }),
    )
    for (const cut of ['sealed:', 'sealed:AAAA', entry.slice(0, -8)]) {
      disk.write('outbox.a', cut)
      expect(vault.read('outbox.a')).toBeUndefined()
    }
  })

  it('is at most a third longer and 54 bytes', async () => {
    const { disk, start } = phone()
    const { vault } = await start()
    for (const length of [0, 1, 1_000, 100_000]) {
      vault.write('history.ann.tea', 'x'.repeat(length))
      const limit = Math.ceil((length + 2) / 3) * 4 + 54
      expect(String(disk.read('history.ann.tea')).length).toBeLessThanOrEqual(limit)
    }
  })

  it('is refused, and the one before kept, when the phone is full', async () => {
    const { disk, start } = phone()
    const { vault } = await start()
    vault.write('outbox.a', pending)
    disk.occupied = 10 * 1024 * 1024
    expect(vault.write('outbox.a', { body: 'x'.repeat(1_000) })).toBe(false)
    expect(vault.read('outbox.a')).toEqual(pending)
  })
})

describe('before the key is there', () => {
  it('only what needs none can be read and written', async () => {
    const { disk, vault } = phone()
    const closed = vault()
    for (const key of ['account', 'settings', 'destination']) {
      expect(closed.write(key, key)).toBe(true)
      expect(closed.read(key)).toBe(key)
      expect(disk.read(key)).toBe(key)
    }
    disk.write('drafts', pending)
    expect(closed.read('drafts')).toBeUndefined()
    expect(closed.write('drafts', pending)).toBe(false)
  })
})

describe('what a version without seals has left', () => {
  it('is taken over once, as it is', async () => {
    const { disk, start } = phone()
    disk.write('outbox.ann.m1', pending)
    disk.write('history.ann.tea', [pending])
    disk.write('settings', { theme: 'dark' })
    const { vault, lost } = await start()
    expect(lost).toBe(0)
    expect(vault.read('outbox.ann.m1')).toEqual(pending)
    expect(vault.read('history.ann.tea')).toEqual([pending])
    expect(onDisk(disk)).not.toContain('kettle')
    expect(disk.read('settings')).toEqual({ theme: 'dark' })
  })
})

describe('a lost key', () => {
  it('takes away what it sealed, and tells how many messages were waiting', async () => {
    const { disk, secrets, start } = phone()
    const { vault } = await start()
    for (const key of ['outbox.ann.m1', 'outbox.bo.m2', 'history.ann.tea', 'token']) vault.write(key, pending)
    secrets.lose()
    const { vault: next, lost } = await start()
    expect(lost).toBe(2)
    expect(next.keys().filter((key) => key !== 'vault.mark')).toEqual([])
    next.write('outbox.ann.m3', pending)
    expect(onDisk(disk)).not.toContain('kettle')
    expect((await start()).lost).toBe(0)
  })

  it('is not what one damaged message means, which is told and taken away alone', async () => {
    const { disk, start } = phone()
    const { vault } = await start()
    for (const key of ['outbox.ann.m1', 'outbox.ann.m2']) vault.write(key, pending)
    disk.write('outbox.ann.m1', String(disk.read('outbox.ann.m2')))
    const { vault: next, lost } = await start()
    expect(lost).toBe(1)
    expect(next.read('outbox.ann.m2')).toEqual(pending)
    expect((await start()).lost).toBe(0)
  })
})

describe('a phone that does not tell its secrets', () => {
  it('for a moment is asked again', async () => {
    const { secrets, start } = phone()
    const { vault } = await start()
    vault.write('outbox.ann.m1', pending)
    secrets.failures = 1
    expect((await start()).vault.read('outbox.ann.m1')).toEqual(pending)
  })

  it('keeps everything bare', async () => {
    const { disk, secrets, start } = phone()
    secrets.failures = 1_000
    const { vault, lost } = await start()
    expect(lost).toBe(0)
    vault.write('outbox.ann.m1', pending)
    expect(disk.read('outbox.ann.m1')).toEqual(pending)
    expect((await start()).vault.read('outbox.ann.m1')).toEqual(pending)
  })

  it('for one run loses nothing of the others, and what was kept meanwhile is sealed after it', async () => {
    const { disk, secrets, start } = phone()
    const { vault: first } = await start()
    first.write('outbox.ann.m1', pending)
    secrets.failures = 2
    const { vault: second, lost } = await start()
    expect([lost, second.read('outbox.ann.m1')]).toEqual([0, undefined])
    second.write('outbox.ann.m2', pending)
    const { vault: third } = await start()
    for (const key of ['outbox.ann.m1', 'outbox.ann.m2']) expect(third.read(key)).toEqual(pending)
    expect(onDisk(disk)).not.toContain('kettle')
  })
})

describe('two windows of one browser', () => {
  it('that start together seal with the same key', async () => {
    const { start } = phone()
    const [one, other] = await Promise.all([start(), start()])
    one.vault.write('outbox.ann.m1', pending)
    other.vault.write('outbox.ann.m2', pending)
    const { vault, lost } = await start()
    expect(lost).toBe(0)
    for (const key of ['outbox.ann.m1', 'outbox.ann.m2']) expect(vault.read(key)).toEqual(pending)
  })
})
