import { Worker } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSqliteStore } from '../../../../server/store/sqlite/open'
import { Remote } from '../../../../server/store/sqlite/remote'
import { StoreUnavailable } from '../../../../server/store/store'
import { text } from '../../../contracts/store/store-tests'
import { temporaryDir } from '../../../support/temporary-dir'

/** A thread that does this with the second call it gets. */
function remoteOf(atSecondCall: string) {
  const script = `let calls = 0
    require('node:worker_threads').parentPort.on('message', () => { if (++calls === 2) { ${atSecondCall} } })`
  const deaths: string[] = []
  const remote = new Remote(new Worker(script, { eval: true }), (error) => deaths.push(error.message))
  return { remote, messages: remote.port('messages'), deaths }
}

describe('a thread that dies', () => {
  for (const [how, script, reason] of [
    ['by an exception', 'throw new Error("boom")', 'boom'],
    ['by ending itself', 'process.exit(0)', 'it ended by itself'],
  ] as const) {
    it(`${how} makes every call unavailable, those that wait and those that come, and says so once`, async () => {
      const { remote, messages, deaths } = remoteOf(script)
      const waiting = await Promise.allSettled([messages.top('r'), messages.top('r')])
      const later = await Promise.allSettled([messages.top('r')])
      for (const outcome of [...waiting, ...later])
        expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) })
      expect(deaths).toEqual([reason])
      await remote.close()
      expect(deaths).toHaveLength(1)
    })
  }

  it('is not what a close looks like', async () => {
    const deaths: Error[] = []
    const store = await openSqliteStore({ dir: temporaryDir(), onDeath: (error) => deaths.push(error) })
    const begun = store.messages.append('r', [text('ann', 'a')])
    await store.close()
    await expect(begun).resolves.toMatchObject([{ seq: 1 }])
    expect(deaths).toEqual([])
  })
})

describe('a call that fails', () => {
  it('rejects with its reason and hurts no other', async () => {
    const store = await openSqliteStore({ dir: temporaryDir() })
    onTestFinished(() => store.close())
    const wrong = { ...text('ann', 'x'), reply: 'yes' as unknown as number }
    const uncopiable = { ...text('ann', 'y'), body: (() => 'no') as unknown as string }
    const [before, failed, refused, after] = await Promise.allSettled([
      store.messages.append('r', [text('ann', 'a')]),
      store.messages.append('r', [text('ann', 'b'), wrong]),
      store.messages.append('r', [uncopiable]),
      store.messages.append('r', [text('ann', 'c')]),
    ])
    expect(before).toMatchObject({ value: [{ seq: 1 }] })
    expect(failed).toMatchObject({
      reason: { name: 'Error', message: expect.stringMatching(/^messages\.append: /) },
    })
    expect(refused).toMatchObject({ reason: { name: 'DataCloneError' } })
    expect(after).toMatchObject({ value: [{ seq: 2 }] })
  })
})
