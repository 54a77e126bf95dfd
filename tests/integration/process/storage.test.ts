import { expect, it, onTestFinished } from 'vitest'
import { startMongo } from '../../support/mongo-process'
import { needsBoth } from '../../support/needs'
import { guest } from '../../support/people'
import { startRedis } from '../../support/redis-process'
import { runServer } from '../../support/server-run'
import { temporaryDir } from '../../support/temporary-dir'

const free = { GROUP_PORT: '0', DIRECT_PORT: '0' }
const secret = { TOKEN_SECRET: 'one that is long enough for everybody' }
const listening = /"group":"([^"]+)"/

async function redisWithPassword(): Promise<string> {
  const redis = await startRedis()
  onTestFinished(() => redis.close())
  await redis.client.config('SET', 'requirepass', 'hush')
  return `redis://:hush@127.0.0.1:${redis.port}`
}

async function mongo(): Promise<string> {
  const mongo = await startMongo()
  onTestFinished(() => mongo.close())
  return `${mongo.url}/tea`
}

needsBoth('what the server stands on', () => {
  it('is said at the start, without passwords, and it is ready', async () => {
    const [redisUrl, mongodbUrl] = [await redisWithPassword(), await mongo()]
    const run = runServer({
      ...free,
      ...secret,
      DATA_DIR: temporaryDir(),
      REDIS_URL: redisUrl,
      MONGODB_URL: mongodbUrl,
    })
    const [, httpUrl = ''] = await run.said(listening)
    const [storage] = run.stdout.split('\n').filter((line) => line.includes('"msg":"storage"'))
    expect(JSON.parse(storage ?? '')).toMatchObject({
      state: `redis ${new URL(redisUrl).host}`,
      store: `mongodb ${new URL(mongodbUrl).host}/tea`,
    })
    expect((await fetch(`${httpUrl}/readyz`)).status).toBe(200)
    expect(run.stdout + run.stderr).not.toContain('hush')
    expect(run.stdout).not.toContain('TOKEN_SECRET')
  })

  it('may be Redis and the embedded store, and then secrets that others do not have are warned of', async () => {
    const run = runServer({ ...free, DATA_DIR: temporaryDir(), REDIS_URL: await redisWithPassword() })
    const [, httpUrl = ''] = await run.said(listening)
    expect(run.stdout).toContain('"store":"sqlite ')
    expect(run.stdout).toContain('TOKEN_SECRET is not set')
    expect(run.stdout).toContain('SEAL_KEYS is not set')
    await guest({ httpUrl, groupUrl: '' }, 'Ann')
  })

  it('may be MongoDB alone', async () => {
    const run = runServer({ ...free, DATA_DIR: temporaryDir(), MONGODB_URL: await mongo() })
    const [, httpUrl = ''] = await run.said(listening)
    expect(run.stdout).toContain('"state":"memory"')
    await guest({ httpUrl, groupUrl: '' }, 'Ann')
  })
})

it.each([
  ['REDIS_URL', 'redis://:hush@127.0.0.1:1', /cannot start: Redis \(127\.0\.0\.1:1\) cannot be used/],
  ['MONGODB_URL', 'mongodb://me:hush@127.0.0.1:1/tea', /cannot start: MongoDB cannot be used/],
  ['REDIS_URL', 'redis:hush', /REDIS_URL must be an address of Redis/],
  ['MONGODB_URL', 'hush', /MONGODB_URL must be an address that begins with mongodb/],
])('does not start on a %s that leads nowhere, and says why without a password', async (name, url, why) => {
  const run = runServer({ ...free, DATA_DIR: temporaryDir(), [name]: url })
  expect(await run.exited).toBe(1)
  expect(run.stderr).toMatch(why)
  expect(run.stdout + run.stderr).not.toContain('hush')
})
