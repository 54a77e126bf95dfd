import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { audit, inWords } from '../../support/audit'
import { needsBoth } from '../../support/needs'
import { type Nodes, startNodes } from '../../support/nodes'
import { OutboxClient } from '../../support/outbox-client'
import { group } from '../../support/people'
import { Progress } from '../../support/progress'

const people = 12
/** Messages that everyone writes before each fault. */
const messagesEach = 30

/** What goes wrong, one after the other, while everybody talks. */
type Fault = (nodes: Nodes) => Promise<void>

const killServer = (at: 0 | 1 | 2): Fault => {
  return async ({ servers }) => {
    await servers[at].kill('SIGKILL')
    await servers[at].restart()
  }
}
const killRedis: Fault = async ({ redis }) => {
  await redis.kill()
  await redis.restart()
}
const emptyRedis: Fault = async ({ redis }) => void (await redis.client.flushall())
const killMongo: Fault = async ({ mongo }) => {
  await mongo.kill()
  await mongo.restart()
}

const runs: Array<[name: string, faults: Fault[]]> = [
  ['kills of each of three servers', [killServer(0), killServer(1), killServer(2)]],
  ['kills and a loss of memory of Redis', [killRedis, emptyRedis, killRedis]],
  ['kills of MongoDB', [killMongo, killMongo]],
  ['all of these', [killServer(1), killMongo, killRedis, killServer(2)]],
]

needsBoth(`what ${people} people say on three servers`, () => {
  // All of them live through every run: what is killed comes back with the same ports and the same data.
  let nodes: Nodes
  beforeAll(async () => {
    nodes = await startNodes()
  })
  afterAll(() => nodes?.close())

  it.each(runs)(
    'is kept through %s, once and in one order for all',
    async (name, faults) => {
      const { room, guests } = await group(nodes.servers[0], people)
      const progress = new Progress()
      const urls = nodes.servers.map(({ groupUrl }) => groupUrl)
      const clients = guests.map((guest, at) => {
        // Everybody begins somewhere else, and after a loss goes on at the next one.
        const first = at % urls.length
        const addresses = [...urls.slice(first), ...urls.slice(0, first)]
        const client = new OutboxClient({ addresses, ...guest, room, onAccepted: () => progress.step() })
        onTestFinished(() => client.close())
        return client
      })
      let total = 0
      for (const [at, fault] of faults.entries()) {
        for (const client of clients)
          for (let n = 1; n <= messagesEach; n += 1) client.say(`before fault ${at + 1}: ${n}`)
        total += people * messagesEach
        await progress.reached(total - (people * messagesEach) / 2)
        expect(progress.count, 'messages are on their way').toBeLessThan(total)
        await fault(nodes)
        for (const client of clients) client.wake()
      }
      await Promise.all(clients.map((client) => client.allAccepted()))
      await Promise.all(clients.map((client) => client.reached(total)))

      const count = audit(clients)
      process.stdout.write(`${name}: ${inWords(count)}\n`)
      expect(count).toEqual({ accepted: total, delivered: total, lost: 0, doubled: 0, misplaced: 0 })
      expect(clients.map(({ transcript }) => transcript.have)).toEqual(clients.map(() => total))
    },
    600_000,
  )
})
