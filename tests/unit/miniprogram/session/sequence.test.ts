import { describe, expect, it } from 'vitest'
import type { Message } from '../../../../miniprogram/protocol/index'
import { Sequence } from '../../../../miniprogram/session/sequence'

const from = { id: 'bo', name: 'Bo', avatar: '' }
const messages = (...seqs: number[]): Message[] =>
  seqs.map((seq) => ({ seq, id: `m${seq}`, from, kind: 'text', body: '', time: seq }))
const seqs = (taken: readonly Message[]) => taken.map(({ seq }) => seq)

describe('the order of a room’s messages', () => {
  it('holds a message back until those before it are there, and lets none through twice', () => {
    const sequence = new Sequence()
    sequence.reset(3)
    expect(seqs(sequence.take(messages(5, 6, 3)))).toEqual([])
    expect(sequence.hasHole).toBe(true)
    expect(seqs(sequence.take(messages(4, 5)))).toEqual([4, 5, 6])
    expect(sequence.hasHole).toBe(false)
  })

  it('lets nothing through before the list begins, and then what follows on', () => {
    const sequence = new Sequence()
    sequence.reset()
    expect(seqs(sequence.take(messages(1, 8, 9)))).toEqual([])
    sequence.begin(7)
    expect(seqs(sequence.take([]))).toEqual([8, 9])
    expect(sequence.hasHole).toBe(false)
  })

  it('forgets what it held when a list that has begun begins anew: another server may have said that', () => {
    const sequence = new Sequence()
    sequence.reset(3)
    sequence.take(messages(9))
    sequence.begin(8)
    expect(seqs(sequence.take([]))).toEqual([])
    expect(sequence.hasHole).toBe(false)
  })
})
