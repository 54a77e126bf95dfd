import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, expect, it, vi } from 'vitest'
import { soon } from '../../../support/soon'
import { TestServer } from './server'

afterEach(() => {
  vi.useRealTimers()
})

it('a request that never ends does not keep the server from closing', async () => {
  const server = await TestServer.open()
  await server.http.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.http.server.address() as AddressInfo
  const arrived = once(server.http.server, 'request')
  const socket = connect(port, '127.0.0.1')
  socket.write(
    'POST /api/login/guest HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
  )
  await arrived

  vi.useFakeTimers({ toFake: ['setTimeout'] })
  socket.on('error', () => undefined)
  const closed = server.http.close()
  await vi.waitFor(() => {
    vi.advanceTimersByTime(3_000)
    expect(socket.destroyed).toBe(true)
  }, soon)
  await closed
  vi.useRealTimers()
  await server.ports.dispose()
})
