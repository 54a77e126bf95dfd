import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { directHttp } from '../../../../server/http/direct-http'
import { listen, portOf } from '../../../../server/net/listening'
import { countingTarpit } from '../../../support/counting-tarpit'
import { TestServer } from './server'

it('one person who asks on and on too fast waits for each refusal, and nobody else does', async () => {
  const { tarpit, waits } = countingTarpit()
  const server = await TestServer.open({ tarpit })
  onTestFinished(() => server.close())
  const [greedy, other] = [await server.guest('Greedy'), await server.guest('Other')]
  const asked = await Promise.all(Array.from({ length: 130 }, () => server.get('/api/me', greedy.token)))
  const refused = asked.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThan(20)
  expect(waits).toHaveLength(refused.length - 20)
  expect((await server.get('/api/me', other.token)).status).toBe(200)
})

it('one address that sends what is no request on and on waits for each refusal', async () => {
  const { tarpit, waits } = countingTarpit()
  const server = directHttp(() => true, tarpit)
  await listen(server, 0, '127.0.0.1')
  onTestFinished(() => void server.close())
  for (let at = 0; at < 25; at += 1) {
    const socket = connect(portOf(server), '127.0.0.1', () => socket.write(`no request\r\n\r\n`))
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /)
    socket.destroy()
  }
  expect(waits).toHaveLength(5)
})
