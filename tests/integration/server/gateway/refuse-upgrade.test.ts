import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { refuseUpgrade } from '../../../../server/gateway/refuse-upgrade'
import { listen, portOf } from '../../../../server/net/listening'
import { countingTarpit } from '../../../support/counting-tarpit'
import { openTestGateway } from '../../../support/gateway'

it('keeps no connection of a client that leaves its own half open', async () => {
  const server = createServer()
  await listen(server, 0, '127.0.0.1')
  const client = connect({ port: portOf(server), host: '127.0.0.1', allowHalfOpen: true })
  const [socket] = (await once(server, 'connection')) as [Socket]
  const closed = once(socket, 'close')
  let answer = ''
  client.setEncoding('utf8').on('data', (part) => {
    answer += part
  })
  const ended = once(client, 'end')
  refuseUpgrade(socket, { status: 401, code: 'not-signed-in', detail: 'Offer a valid token.' })
  await closed
  await ended
  expect(answer).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/)
  expect(answer).toContain('"code":"not-signed-in"}')
  client.destroy()
  server.close()
})

it('waits with its refusals of one address that tries on and on', async () => {
  const { tarpit, waits } = countingTarpit()
  const ports = await openTestGateway({ tarpit })
  onTestFinished(() => ports.close())
  for (let at = 0; at < 25; at += 1) {
    const socket = new WebSocket(ports.url('group'))
    const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage]
    expect(answer.statusCode).toBe(401)
    socket.on('error', () => undefined).terminate()
  }
  expect(waits).toHaveLength(5)
})
