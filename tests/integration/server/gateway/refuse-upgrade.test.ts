import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { refuseUpgrade } from '../../../../server/gateway/refuse-upgrade'
import { listen, portOf } from '../../../../server/net/listening'

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
