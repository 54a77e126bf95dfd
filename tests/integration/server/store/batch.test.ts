import { statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type Engine, runBatch } from '../../../../server/store/sqlite/batch'
import type { Answer, Call } from '../../../../server/store/sqlite/calls'
import { openEngine } from '../../../../server/store/sqlite/engine'
import { text, upTo } from '../../../contracts/store/store-tests'
import { temporaryDir } from '../../../support/temporary-dir'

let engine: Engine
let dir: string

beforeEach(() => {
  dir = temporaryDir()
  engine = openEngine(dir)
  onTestFinished(() => {
    engine.database.close()
  })
})

const call = (n: number, method: string, ...args: unknown[]): Call => ({ n, port: 'messages', method, args })
const append = (n: number, ...drafts: unknown[]) => call(n, 'append', 'r', drafts)
const appended = (n: number, seq: number): Answer => {
  return { n, value: [{ seq, time: 1_700_000_000_000, repeated: false }] }
}
/** libsql would end the process over such a value. */
const unkeepable = { ...text('ann', 'bad'), reply: true }

const pragma = (setting: string) =>
  Object.values(engine.database.prepare(`PRAGMA ${setting}`).get() as object)[0]

describe('a batch of calls', () => {
  it('is answered in order, each call seeing what the ones before it did', () => {
    const calls = [append(1, text('ann', 'a')), call(2, 'top', 'r'), append(3, text('ann', 'b'))]
    expect(runBatch(engine, calls)).toEqual([appended(1, 1), { n: 2, value: 1 }, appended(3, 2)])
  })

  it('undoes a call that fails, and no other', () => {
    const answers = runBatch(engine, [
      append(1, text('ann', 'a')),
      append(2, text('ann', 'b'), unkeepable),
      append(3, text('ann', 'c')),
    ])
    expect(answers[0]).toEqual(appended(1, 1))
    expect(answers[1]).toMatchObject({ n: 2, fault: expect.stringContaining('messages.append: A boolean') })
    expect(answers[2]).toEqual(appended(3, 2))
    expect(engine.ports.messages.after('r', 0, 10).map(({ id }) => id)).toEqual(['a', 'c'])
  })

  it('refuses a text that libsql would cut short', () => {
    const [answer] = runBatch(engine, [append(1, text('ann', 'a\0b'))])
    expect(answer).toMatchObject({ fault: expect.stringContaining('cannot keep') })
    expect(engine.ports.messages.top('r')).toBe(0)
  })

  it('keeps a NUL within a body', () => {
    runBatch(engine, [append(1, text('ann', 'a', 'b\0c'))])
    expect(engine.ports.messages.get('r', 1)?.body).toBe('b\0c')
  })

  it('is undone as a whole and called unavailable when the disk is full, and works again after', () => {
    runBatch(engine, [append(1, text('ann', 'first'))])
    pragma(`max_page_count = ${pragma('page_count')}`)
    const big = upTo(100).map((n) => text('ann', `m${n}`, 'x'.repeat(1_000)))
    const full = 'database or disk is full'
    expect(
      runBatch(engine, [append(2, text('ann', 'small')), append(3, ...big), call(4, 'top', 'r')]),
    ).toEqual([
      { n: 2, unavailable: full },
      { n: 3, unavailable: full },
      { n: 4, unavailable: full },
    ])
    pragma('max_page_count = 100000')
    expect(runBatch(engine, [append(5, text('ann', 'second'))])).toEqual([appended(5, 2)])
    expect(engine.ports.messages.after('r', 0, 10).map(({ id }) => id)).toEqual(['first', 'second'])
  })

  it('writes nothing when it only reads', () => {
    runBatch(engine, [append(1, text('ann', 'a'))])
    const log = join(dir, 'chat.db-wal')
    const before = statSync(log)
    runBatch(engine, [call(2, 'top', 'r'), call(3, 'after', 'r', 0, 10), call(4, 'get', 'r', 1)])
    expect(statSync(log)).toMatchObject({ size: before.size, mtimeMs: before.mtimeMs })
    runBatch(engine, [{ n: 5, port: 'file', method: 'check', args: [] }])
    expect(statSync(log).size).toBeGreaterThan(before.size)
  })
})
