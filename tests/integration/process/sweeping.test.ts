import { pino } from 'pino'
import { expect, it } from 'vitest'
import { openApp } from '../../../server/app'
import { readSettings } from '../../../server/config/read'
import { openSqliteStore } from '../../../server/store/sqlite/open'
import { temporaryDir } from '../../support/temporary-dir'

it('a guest who is long gone is removed by a server that has just started', async () => {
  const dir = temporaryDir()
  const before = await openSqliteStore({ dir })
  await before.accounts.create({ id: 'ann', name: 'Ann', avatar: '', created: 1_000 }, { kind: 'guest' })
  await before.close()

  const read = readSettings({ DATA_DIR: dir, GROUP_PORT: '0', DIRECT_PORT: '0' })
  if ('mistakes' in read) throw new Error(read.mistakes.join(' '))
  const onDeath = (error: Error) => expect.unreachable(error.message)
  const app = await openApp({
    settings: read.settings,
    log: pino({ level: 'silent' }),
    version: 'test',
    onDeath,
  })
  // The store answers in turn: each of these waits for a step of what the server does by itself, which has fewer.
  for (let asked = 0; asked < 50; asked += 1) expect((await fetch(`${app.group}/readyz`)).status).toBe(200)
  await app.close()

  const after = await openSqliteStore({ dir })
  expect(await after.accounts.get('ann')).toBeUndefined()
  await after.close()
})
