import { describe, expect, it } from 'vitest'
import type { Message } from '../../../../miniprogram/protocol/index'
import { bytesOf } from '../../../../miniprogram/stores/bytes'
import { HistoryCache } from '../../../../miniprogram/stores/history-cache'
import { SimulatedStorage } from '../../../support/simulated-storage'

const from = { id: 'bo', name: 'Bo', avatar: '' }

function messages(first: number, last: number, body = 'hello'): Message[] {
  return Array.from({ length: last - first + 1 }, (_, at) => ({
    seq: first + at,
    id: `m${first + at}`,
    from,
    kind: 'text' as const,
    body,
    time: 1,
  }))
}

describe('the kept history', () => {
  it('is the newest messages of a room, and outlives the program', () => {
    const storage = new SimulatedStorage()
    new HistoryCache(storage, 'ann').write('tea', messages(1, 500))
    expect(new HistoryCache(storage, 'ann').read('tea')).toEqual(messages(441, 500))
    expect(new HistoryCache(storage, 'bo').read('tea')).toEqual([])
  })

  it('holds as many messages that are shown where people reacted to them in between', () => {
    const cache = new HistoryCache(new SimulatedStorage(), 'ann')
    const busy = messages(1, 180).map((message) =>
      message.seq % 2 === 0 ? { ...message, kind: 'react' as const, body: { seq: 1 } } : message,
    )
    cache.write('tea', busy)
    expect(cache.read('tea').filter(({ kind }) => kind === 'text')).toHaveLength(60)
  })

  it('keeps far below a megabyte for each room, however long the texts', () => {
    const storage = new SimulatedStorage()
    const cache = new HistoryCache(storage, 'ann')
    cache.write('tea', messages(1, 100, '字'.repeat(4_000)))
    const kept = cache.read('tea')
    expect(kept.at(-1)?.seq).toBe(100)
    expect(kept.length).toBeGreaterThan(10)
    expect(bytesOf(storage.read('history.ann.tea'))).toBeLessThan(300_000)
  })

  it('forgets the room not seen for longest when all together are too much', () => {
    const storage = new SimulatedStorage()
    const cache = new HistoryCache(storage, 'ann')
    for (let room = 0; room < 60; room += 1) cache.write(`room${room}`, messages(1, 60, '字'.repeat(4_000)))
    expect(storage.used).toBeLessThan(5 * 1024 * 1024)
    expect(cache.read('room0')).toEqual([])
    expect(cache.read('room59')).not.toEqual([])
  })

  it('makes way, oldest first, until nothing is left to give', () => {
    const storage = new SimulatedStorage()
    const cache = new HistoryCache(storage, 'ann')
    cache.write('old', messages(1, 2))
    cache.write('new', messages(1, 2))
    cache.write('old', messages(1, 3))
    expect(cache.makeRoom()).toBe(true)
    expect(cache.read('new')).toEqual([])
    expect(cache.read('old')).toHaveLength(3)
    expect([cache.makeRoom(), cache.makeRoom()]).toEqual([true, false])
  })

  it('ends its search for room where a disk filled up by others takes nothing at all', () => {
    const storage = new SimulatedStorage()
    const cache = new HistoryCache(storage, 'ann')
    cache.write('tea', messages(1, 1))
    storage.occupied = 10 * 1024 * 1024
    expect(cache.makeRoom()).toBe(false)
  })

  it('that is damaged counts as none', () => {
    const storage = new SimulatedStorage()
    const cache = new HistoryCache(storage, 'ann')
    const [first, , third] = messages(1, 3)
    for (const broken of ['text', { seq: 1 }, [null], [first, third]]) {
      storage.write('history.ann.tea', broken)
      expect(cache.read('tea')).toEqual([])
    }
  })
})

describe('the size of a value', () => {
  it('is that of its JSON in UTF-8', () => {
    for (const text of ['', 'abc', 'é', '字', '😀', 'a字😀é\n"'])
      expect(bytesOf(text)).toBe(Buffer.byteLength(JSON.stringify(text)))
  })
})

describe('what somebody has deleted for themselves', () => {
  it('is not kept, and leaves no hole', () => {
    const cache = new HistoryCache(new SimulatedStorage(), 'ann')
    cache.write('tea', messages(1, 3))
    cache.hide('tea', [2, 9])
    cache.hide('other', [2])
    expect(cache.read('tea').map(({ seq, kind, body }) => [seq, kind, body])).toEqual([
      [1, 'text', 'hello'],
      [2, 'withheld', ''],
      [3, 'text', 'hello'],
    ])
    expect(cache.read('other')).toEqual([])
  })
})
