import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { startMongo } from '../../support/mongo-process'
import { needsBoth, needsRedis } from '../../support/needs'
import { guest } from '../../support/people'
import { startRedis } from '../../support/redis-process'
import { runServer } from '../../support/server-run'
import { soon } from '../../support/soon'
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

needsRedis('a server whose Redis', () => {
  it('is not there yet starts alone, says so, and joins the others when it is', async () => {
    const redis = await startRedis()
    onTestFinished(() => redis.close())
    await redis.kill()
    const url = `redis://:hush@127.0.0.1:${redis.port}`
    const run = runServer({ ...free, ...secret, DATA_DIR: temporaryDir(), REDIS_URL: url })
    const [, httpUrl = ''] = await run.said(listening)
    await guest({ httpUrl, groupUrl: '' }, 'Ann')
    expect((await fetch(`${httpUrl}/readyz`)).status).toBe(503)
    expect(run.stdout).toContain('Redis is not there')
    expect(run.stdout + run.stderr).not.toContain('hush')
    await redis.restart()
    await redis.client.config('SET', 'requirepass', 'hush')
    await vi.waitFor(async () => expect((await fetch(`${httpUrl}/readyz`)).status).toBe(200), soon)
  })

  it.each([
    ['refuses the password', 'redis://:wrong@', /cannot be used: WRONGPASS/],
    ['asks for a password', 'redis://', /cannot be used: NOAUTH/],
    [
      'is no cluster',
      'redis+cluster://:hush@',
      /cannot be used: ERR This instance has cluster support disabled/,
    ],
  ])('%s does not start, and says why', async (_what, scheme, why) => {
    const { host } = new URL(await redisWithPassword())
    const run = runServer({ ...free, ...secret, DATA_DIR: temporaryDir(), REDIS_URL: scheme + host })
    expect(await run.exited).toBe(1)
    expect(run.stderr).toMatch(why)
    expect(run.stdout + run.stderr).not.toMatch(/hush|wrong@/)
  })

  it('is something else, such as a web server, does not start, and says why', async () => {
    const other = createServer((_request, response) => void response.end()).listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await once(other, 'listening')
    const url = `redis://127.0.0.1:${(other.address() as AddressInfo).port}`
    const run = runServer({ ...free, ...secret, DATA_DIR: temporaryDir(), REDIS_URL: url })
    expect(await run.exited).toBe(1)
    expect(run.stderr).toContain('cannot be used: what answers there is no Redis')
  })
})

it.each([
  ['MONGODB_URL', 'mongodb://me:hush@127.0.0.1:1/tea', /cannot start: MongoDB cannot be used/],
  ['REDIS_URL', 'redis:hush', /REDIS_URL must be an address of Redis/],
  ['MONGODB_URL', 'hush', /MONGODB_URL must be an address that begins with mongodb/],
])('does not start on a %s that leads nowhere, and says why without a password', async (name, url, why) => {
  const run = runServer({ ...free, DATA_DIR: temporaryDir(), [name]: url })
  expect(await run.exited).toBe(1)
  expect(run.stderr).toMatch(why)
  expect(run.stdout + run.stderr).not.toContain('hush')
})
