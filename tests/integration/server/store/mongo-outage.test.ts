import { createConnection } from 'mongoose'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { modelsOf } from '../../../../server/store/mongo/models'
import { openMongoStore } from '../../../../server/store/mongo/open'
import { StoreNotOpened, StoreUnavailable } from '../../../../server/store/store'
import { text, upTo } from '../../../contracts/store/store-tests'
import { type MongoProcess, startMongo } from '../../../support/mongo-process'
import { startMongoProxy } from '../../../support/mongo-proxy'
import { needsMongo } from '../../../support/needs'
import { soon } from '../../../support/soon'

needsMongo('MongoDB that is gone', () => {
  let mongo: MongoProcess
  beforeAll(async () => {
    mongo = await startMongo()
  })
  afterAll(() => mongo?.close())

  async function openStore(database: string) {
    const store = await openMongoStore({ url: mongo.url, database })
    onTestFinished(() => store.close())
    return store
  }

  it('has made every index before the store is open', async () => {
    await openStore('indexes')
    const connection = await createConnection(mongo.url, { dbName: 'indexes' }).asPromise()
    onTestFinished(() => connection.close())
    for (const model of Object.values(modelsOf(connection))) {
      const wanted = model.schema.indexes().map(([, options]: [unknown, { name?: string }]) => options.name)
      const made = (await model.listIndexes()).map((index: { name?: string }) => index.name)
      expect(made).toEqual(expect.arrayContaining(wanted))
    }
  })

  it('is said to be unavailable, and is there again by itself with all that was acknowledged', async () => {
    const store = await openStore('gone')
    const told = await store.messages.append(
      'r',
      upTo(50).map((n) => text('ann', `m${n}`)),
    )
    await mongo.kill()
    await expect(store.messages.append('r', [text('ann', 'lost?')])).rejects.toBeInstanceOf(StoreUnavailable)
    await expect(store.messages.after('r', 0, 10)).rejects.toBeInstanceOf(StoreUnavailable)
    await expect(store.check()).rejects.toBeInstanceOf(StoreUnavailable)

    await mongo.restart()
    const lines = await store.messages.after('r', 0, 100)
    expect(lines.map(({ seq }) => seq)).toEqual(told.map((one) => 'seq' in one && one.seq))
    expect(await store.messages.append('r', [text('ann', 'm7'), text('ann', 'new')])).toMatchObject([
      { seq: 7, repeated: true },
      { seq: 51, repeated: false },
    ])
  })

  it('loses and doubles nothing of what is sent again and again while it is killed', async () => {
    const store = await openStore('killed')
    const seqs = new Map<string, number>()
    let refused = 0
    const sayUntilAccepted = async (id: string): Promise<void> => {
      for (;;) {
        try {
          const [answer] = await store.messages.append('r', [text('ann', id)])
          if (answer && 'seq' in answer) return void seqs.set(id, answer.seq)
        } catch (error) {
          expect(error).toBeInstanceOf(StoreUnavailable)
          refused += 1
          await new Promise((resolve) => setImmediate(resolve))
        }
      }
    }
    // As three servers do, each with one call at a time.
    const saying = ['a', 'b', 'c'].map(async (server) => {
      for (const n of upTo(20)) await sayUntilAccepted(server + n)
    })
    await vi.waitFor(() => expect(seqs.size).toBeGreaterThan(5), soon)
    await mongo.kill()
    await vi.waitFor(() => expect(refused).toBeGreaterThan(0), soon)
    await mongo.restart()
    await Promise.all(saying)
    const lines = await store.messages.after('r', 0, 1_000)
    expect(lines.map(({ seq }) => seq)).toEqual(upTo(60))
    expect(Object.fromEntries(lines.map(({ id, seq }) => [id, seq]))).toEqual(Object.fromEntries(seqs))
  })
})

needsMongo('calls to MongoDB that vanish', () => {
  let mongo: MongoProcess
  beforeAll(async () => {
    mongo = await startMongo()
  })
  afterAll(() => mongo?.close())

  async function openBehindProxy(database: string, callMs?: number) {
    const proxy = await startMongoProxy(mongo.url)
    const options = { url: proxy.url, database, ...(callMs === undefined ? {} : { callMs }) }
    const store = await openMongoStore(options)
    onTestFinished(async () => {
      await store.close()
      await proxy.close()
    })
    return { proxy, store }
  }

  it('cost the pool no place for long: at ten the connection is made anew, and works', async () => {
    const { proxy, store } = await openBehindProxy('vanish', 300)
    proxy.swallow('accounts')
    const asked = await Promise.allSettled(upTo(10).map((n) => store.accounts.get(`a${n}`)))
    for (const one of asked)
      expect(one).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) })
    proxy.swallow('')
    await proxy.givenUp(10)
    await vi.waitFor(async () => expect(await store.accounts.get('a1')).toBeUndefined(), soon)
  })

  it('are refused as soon as MongoDB is known to be gone', async () => {
    const { proxy, store } = await openBehindProxy('gone')
    proxy.swallow('accounts')
    const asked = store.accounts.get('ann')
    proxy.hang()
    await expect(asked).rejects.toThrow(new StoreUnavailable('MongoDB is gone'))
  })
})

it('says why it cannot be opened, without the password', async () => {
  const opening = openMongoStore({ url: 'mongodb://me:hush@127.0.0.1:1/chat' })
  const error: unknown = await opening.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(StoreNotOpened)
  expect(String(error)).toMatch(/127\.0\.0\.1:1(?!.*hush)/)
})
