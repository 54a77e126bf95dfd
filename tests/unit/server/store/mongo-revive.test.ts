import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { reviveWhenStuck } from '../../../../server/store/mongo/revive'

beforeEach(() => {
  vi.useFakeTimers()
  return () => void vi.useRealTimers()
})

const server = { connectionId: '127.0.0.1:27017' }
/** A driver that looks at its server every two seconds. */
function driver() {
  const clients = [new EventEmitter()]
  const client = () => clients.at(-1) ?? new EventEmitter()
  const connectAnew = vi.fn(async () => void clients.push(new EventEmitter()))
  const onClient = vi.fn()
  const watch = reviveWhenStuck(client, connectAnew, onClient)
  const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000)
  return { client, connectAnew, onClient, watch, pass }
}

describe('the connection to MongoDB', () => {
  it('is left alone while every look at the server ends, well or not', async () => {
    const { client, connectAnew, pass } = driver()
    for (let look = 0; look < 20; look += 1) {
      client().emit('serverHeartbeatStarted', server)
      await pass(4)
      client().emit(look % 2 === 0 ? 'serverHeartbeatSucceeded' : 'serverHeartbeatFailed', server)
    }
    await pass(60)
    expect(connectAnew).not.toHaveBeenCalled()
  })

  it('is made anew when a look at the server never ends, and then watched as before', async () => {
    const { client, connectAnew, pass } = driver()
    client().emit('serverHeartbeatStarted', server)
    await pass(20)
    expect(connectAnew).toHaveBeenCalledTimes(1)
    client().emit('serverHeartbeatStarted', server)
    await pass(20)
    expect(connectAnew).toHaveBeenCalledTimes(2)
  })

  it('is tried again until there is a server', async () => {
    const { client, connectAnew, pass } = driver()
    connectAnew.mockRejectedValueOnce(new Error('no server')).mockRejectedValueOnce(new Error('no server'))
    client().emit('serverHeartbeatStarted', server)
    await pass(30)
    expect(connectAnew).toHaveBeenCalledTimes(3)
  })

  it('is made anew when it is told to, and until there is a server, and each is told', async () => {
    const { client, connectAnew, onClient, watch, pass } = driver()
    connectAnew.mockRejectedValueOnce(new Error('no server')).mockRejectedValueOnce(new Error('no server'))
    watch.revive()
    watch.revive()
    await pass(30)
    expect(connectAnew).toHaveBeenCalledTimes(3)
    expect(onClient.mock.calls.length).toBe(2)
    expect(onClient).toHaveBeenLastCalledWith(client())
  })

  it('is left alone once the store is closed', async () => {
    const { client, connectAnew, watch, pass } = driver()
    client().emit('serverHeartbeatStarted', server)
    watch.stop()
    await pass(60)
    expect(connectAnew).not.toHaveBeenCalled()
  })
})
