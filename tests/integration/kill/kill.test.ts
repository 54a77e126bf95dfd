import { expect, it, onTestFinished } from 'vitest'
import { audit, inWords } from '../../support/audit'
import { OutboxClient } from '../../support/outbox-client'
import { group } from '../../support/people'
import { Progress } from '../../support/progress'
import { startServerProcess } from '../../support/server-process'

const people = 20
const messagesEach = 100
const total = people * messagesEach
const kills = 5

it(`keeps ${total} messages of ${people} people through ${kills} kills, once and in one order for all`, async () => {
  const server = await startServerProcess()
  onTestFinished(() => server.close())
  const { room, guests } = await group(server, people)
  const progress = new Progress()
  const onAccepted = () => progress.step()
  const clients = guests.map((guest) => {
    const client = new OutboxClient({ addresses: [server.groupUrl], ...guest, room, onAccepted })
    onTestFinished(() => client.close())
    return client
  })
  const words = Array.from({ length: messagesEach }, (_, at) => `message ${at + 1}`)
  for (const client of clients) for (const word of words) client.say(word)
  const allAccepted = Promise.all(clients.map((client) => client.allAccepted()))

  for (let kill = 1; kill <= kills; kill += 1) {
    await Promise.race([progress.reached(Math.floor((total * kill) / (kills + 1))), allAccepted])
    expect(progress.count, 'messages are on their way').toBeLessThan(total)
    await server.kill('SIGKILL')
    await server.restart()
    for (const client of clients) client.wake()
  }
  await allAccepted
  const newest = Math.max(...clients.flatMap(({ accepted }) => [...accepted.values()]))
  await Promise.all(clients.map((client) => client.reached(newest)))

  const count = audit(clients)
  process.stdout.write(`${inWords(count)}\n`)
  expect(count).toEqual({ accepted: total, delivered: total, lost: 0, doubled: 0, misplaced: 0 })
  for (const { person, transcript } of clients) {
    expect(transcript.have).toBe(total)
    const own = transcript.shown.filter(({ from }) => from === person.id)
    expect(own.map(({ body }) => body)).toEqual(words)
  }
}, 600_000)
