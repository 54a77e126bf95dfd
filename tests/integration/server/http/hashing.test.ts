import { pbkdf2 } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished, vi } from 'vitest'
import { soon } from '../../../support/soon'
import { temporaryDir } from '../../../support/temporary-dir'
import { TestServer } from './server'

const hashes = { running: 0, most: 0, done: 0 }

// Slow, and in libuv's pool of threads as the real one is: what fills that pool is what holds up files.
vi.mock('@node-rs/argon2', () => {
  async function slow(): Promise<string> {
    hashes.running += 1
    hashes.most = Math.max(hashes.most, hashes.running)
    await promisify(pbkdf2)('password', 'salt', 20_000, 32, 'sha512')
    hashes.running -= 1
    hashes.done += 1
    return 'hash'
  }
  return { hash: slow, verify: async () => (await slow()) === '' }
})

it('three hundred sign-ins at once leave files served, and what is too much is told to come back', async () => {
  const webRoom = temporaryDir()
  for (const file of ['index.html', 'app.js']) await writeFile(join(webRoom, file), 'here')
  const server = await TestServer.open({ webRoom })
  onTestFinished(() => server.close())

  const answers = Array.from({ length: 320 }, (_, at) =>
    server.post('/api/login/password', { name: `name-${at}`, password: 'correct horse' }),
  )
  await vi.waitUntil(() => hashes.done > 0, soon)
  expect((await server.get('/app.js')).text).toBe('here')
  expect(hashes.done).toBeLessThan(100)

  const results = await Promise.all(answers)
  expect(hashes.most).toBeLessThanOrEqual(2)
  const busy = results.filter(({ status }) => status === 503)
  expect(busy.length).toBeGreaterThan(0)
  for (const { body, headers } of busy) {
    expect(body.code).toBe('try-again')
    expect(headers['retry-after']).toBe('5')
  }
  expect(results.filter(({ status }) => status === 401)).toHaveLength(320 - busy.length)
})
