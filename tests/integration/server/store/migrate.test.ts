import { join } from 'node:path'
import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../../../server/store/sqlite/migrate'
import { temporaryDir } from '../../../support/temporary-dir'

const one = 'CREATE TABLE steps (step TEXT); INSERT INTO steps VALUES (1)'
const two = 'INSERT INTO steps VALUES (2)'
const three = 'INSERT INTO steps VALUES (3)'
const broken = 'INSERT INTO steps VALUES (99); INSERT INTO nowhere VALUES (1)'

function open() {
  const database = new Database(join(temporaryDir(), 'x.db'))
  const steps = () =>
    database
      .prepare('SELECT step FROM steps')
      .all()
      .map((row) => (row as { step: string }).step)
  const version = () =>
    (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version
  return { database, steps, version }
}

describe('migrations', () => {
  it('run in their order on a new store', () => {
    const { database, steps, version } = open()
    migrate(database, [one, two, three])
    expect(steps()).toEqual(['1', '2', '3'])
    expect(version()).toBe(3)
  })

  it('run only where they have not run yet', () => {
    const { database, steps, version } = open()
    migrate(database, [one])
    migrate(database, [one, two, three])
    migrate(database, [one, two, three])
    expect(steps()).toEqual(['1', '2', '3'])
    expect(version()).toBe(3)
  })

  it('leave everything as it was when one fails, and run again later', () => {
    const { database, steps, version } = open()
    migrate(database, [one])
    expect(() => migrate(database, [one, two, broken])).toThrow(/nowhere/)
    expect(steps()).toEqual(['1'])
    expect(version()).toBe(1)
    migrate(database, [one, two, three])
    expect(steps()).toEqual(['1', '2', '3'])
  })
})
