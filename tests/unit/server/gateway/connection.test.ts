import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { closes, decodeServer } from '#protocol'
import { Connection } from '../../../../server/gateway/connection'
import { Tick } from '../../../../server/gateway/tick'
import { RoomKeys } from '../../../../server/wire/room-keys'
import { sealingWire } from '../../../../server/wire/sealed-frames'
import { turn } from './turn'

const frame = (name: string) => ({ type: 'left', room: 'r', person: { id: name, name, avatar: '' } }) as const

const wire = sealingWire(new RoomKeys(() => 0), () => undefined)

/** A connection over sockets that only write down what is done to them. */
function connectionOf() {
  const writes: Buffer[] = []
  const done: string[] = []
  const socket = {
    writableLength: 0,
    writable: true,
    write: (bytes: Buffer) => writes.push(bytes),
    once: () => undefined,
  }
  const ws = {
    ping: () => done.push('ping'),
    pause: () => done.push('pause'),
    resume: () => done.push('resume'),
    terminate: () => done.push('terminate'),
    close: (code: number, reason: string) => done.push(`close ${code} ${reason} after ${writes.length}`),
  }
  const connection = new Connection(
    'c',
    'group',
    { person: 'ann', session: 's', expires: 1 },
    { id: 'ann', name: 'Ann', avatar: '' },
    ws,
    socket,
    new Tick(),
    0,
  )
  return { connection, writes, done, socket }
}

/** Short frames: two bytes of header each. */
function names(bytes: Buffer): string[] {
  const found: string[] = []
  for (let at = 0; at < bytes.length; at += 2 + (bytes[at + 1] ?? 0)) {
    const read = decodeServer(bytes.subarray(at + 2, at + 2 + (bytes[at + 1] ?? 0)).toString())
    if (read?.type === 'left') found.push(read.person.name)
  }
  return found
}

describe('what is sent', () => {
  it('in one turn shares one write, in order', async () => {
    const { connection, writes } = connectionOf()
    connection.send(frame('a'))
    connection.push(wire.encode(frame('b'), 'r'))
    connection.send(frame('c'))
    expect(writes).toEqual([])
    await turn()
    connection.send(frame('d'))
    await turn()
    expect(writes.map(names)).toEqual([['a', 'b', 'c'], ['d']])
  })

  it('before a close is written before it, and nothing after it', async () => {
    const { connection, writes, done } = connectionOf()
    connection.send(frame('a'))
    connection.close(closes.restarting)
    connection.send(frame('b'))
    connection.ping()
    connection.close(closes.signedOut)
    await turn()
    expect(writes.map(names)).toEqual([['a']])
    expect(done).toEqual(['resume', 'close 4001 server is restarting after 1'])
    expect(connection.listening).toBe(false)
  })

  it('to a socket that is gone is written nowhere', async () => {
    const { connection, writes, socket } = connectionOf()
    connection.send(frame('a'))
    socket.writable = false
    await turn()
    connection.end()
    connection.send(frame('b'))
    await turn()
    expect(writes).toEqual([])
    await connection.gone
  })

  it('to somebody who is not heard any more still reaches them', async () => {
    const { connection, writes } = connectionOf()
    connection.deafen()
    connection.send(frame('a'))
    await turn()
    expect([writes.map(names), connection.listening]).toEqual([[['a']], false])
  })
})

describe('what comes and is not listened to', () => {
  it('is read piece by piece, with a rest after each', () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const { connection, done } = connectionOf()
    connection.pause()
    connection.close(closes.flooding)
    done.length = 0
    for (let times = 0; times < 3; times += 1) connection.ignore()
    expect(done).toEqual(['pause'])
    vi.advanceTimersByTime(50)
    expect(done).toEqual(['pause', 'resume'])
    connection.ignore()
    expect(done).toEqual(['pause', 'resume', 'pause'])

    // What held it up before lets it go: the rest is taken all the same.
    connection.resume()
    expect(done).toEqual(['pause', 'resume', 'pause'])
  })
})

describe('a socket that was held up twice', () => {
  it('is read again when both let it go', () => {
    const { connection, done } = connectionOf()
    connection.pause()
    connection.pause()
    connection.resume()
    expect(done).not.toContain('resume')
    connection.resume()
    expect(done.at(-1)).toBe('resume')
  })

  it('is read again when it is closing, so that its end is heard', () => {
    const { connection, done } = connectionOf()
    connection.pause()
    connection.close(closes.restarting)
    expect(done).toEqual(['pause', 'resume', 'close 4001 server is restarting after 0'])
  })
})

describe('a reader', () => {
  it('who has a mebibyte of earlier turns waiting is kept, and cut with one byte more', async () => {
    const { connection, done, socket } = connectionOf()
    socket.writableLength = 1_048_576
    connection.send(frame('a'))
    await turn()
    expect(done).toEqual([])
    socket.writableLength += 1
    connection.send(frame('b'))
    await turn()
    expect(done).toEqual(['resume', 'close 4002 reading too slowly after 1'])
  })
})

describe('a close that the other side leaves unanswered', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    return () => void vi.useRealTimers()
  })

  it('is made by force after three seconds', () => {
    const { connection, done } = connectionOf()
    connection.close(closes.silent)
    vi.advanceTimersByTime(2_999)
    expect(done).not.toContain('terminate')
    vi.advanceTimersByTime(1)
    expect(done).toContain('terminate')
  })
})
