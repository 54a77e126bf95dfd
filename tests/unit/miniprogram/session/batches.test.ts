import { beforeEach, describe, expect, it } from 'vitest'
import type { ClientFrame, Outcome, ServerFrame } from '../../../../miniprogram/protocol/index'
import { BatchSender } from '../../../../miniprogram/session/batch-sender'
import { type BatchDraft, Batches, type BatchTarget } from '../../../../miniprogram/session/batches'
import { SimulatedStorage } from '../../../support/simulated-storage'
import { VirtualClock } from '../../../support/virtual-clock'

let storage: SimulatedStorage
let clock: VirtualClock

beforeEach(() => {
  storage = new SimulatedStorage()
  clock = new VirtualClock()
})

/** A program that was just started, and what it sent. */
function launched() {
  const batches = new Batches(storage, 'ann')
  const sent: ClientFrame[] = []
  const network = { isThere: true }
  const sender = new BatchSender(
    batches,
    { clock, chance: { random: () => 0.5, newId: () => 'n' } },
    (frame) => {
      if (network.isThere) sent.push(frame)
      return network.isThere
    },
  )
  const news: string[] = []
  batches.listen(({ id }, what) => {
    news.push(`${what} ${id}`)
    sender.next()
  })
  const answer = (id: string, ...to: Outcome[]) => sender.hear({ type: 'sent', id, to })
  const refuse = (id: string, code: string) => sender.hear({ type: 'refused', id, code, message: '' })
  return { batches, sender, sent, network, news, answer, refuse }
}

const tea: BatchTarget = { room: 'tea', name: 'Tea' }
const bo: BatchTarget = { person: 'bo', name: 'Bo' }
const of = [{ room: 'lobby', seq: 3 }]
const forward: BatchDraft = { id: 'f', time: 1, to: [tea, bo], of, bundle: false }
const frame = { type: 'forward', id: 'f', of, to: [{ room: 'tea' }, { person: 'bo' }] }
const inTea: Outcome = { room: 'tea', in: 'tea', seqs: [4], time: 9 }
const toBo: Outcome = { person: 'bo', in: 'ann-bo', seqs: [1], time: 9 }
const blocked: Outcome = { person: 'bo', code: 'blocked', message: '' }

describe('messages that go to several at once', () => {
  it('are sent in one frame, without the names that are kept beside it, and are done when it is answered', () => {
    const { batches, sent, answer, news } = launched()
    batches.add(forward)
    expect(sent).toEqual([frame])
    answer('f', inTea, toBo)
    expect(batches.list()).toEqual([])
    expect(news).toEqual(['added f', 'sent f'])
    expect(storage.keys()).toEqual([])
  })

  it('as a bundle say so, and a new message is of kind send', () => {
    const { batches, sent, answer } = launched()
    batches.add({ ...forward, bundle: true })
    answer('f', inTea, toBo)
    batches.add({ id: 's', time: 2, to: [tea], kind: 'text', body: 'tea?' })
    expect(sent).toEqual([
      { ...frame, bundle: true },
      { type: 'send', id: 's', to: [{ room: 'tea' }], kind: 'text', body: 'tea?' },
    ])
  })

  it('wait for a network on disk, and go out under the same id after the program was ended', () => {
    const before = launched()
    before.network.isThere = false
    before.batches.add(forward)
    expect(before.sent).toEqual([])
    const after = launched()
    after.sender.next()
    expect(after.sent).toEqual([frame])
  })

  it('go out again on the next socket, and when no answer comes', async () => {
    const { batches, sender, sent } = launched()
    batches.add(forward)
    sender.lost()
    sender.next()
    await clock.advance(61_000)
    expect(sent).toEqual([frame, frame, frame])
  })

  it('go out one batch after the other', () => {
    const { batches, sent, answer } = launched()
    batches.add(forward)
    batches.add({ id: 's', time: 2, to: [tea], kind: 'text', body: 'tea?' })
    expect(sent).toHaveLength(1)
    answer('f', inTea, toBo)
    expect(sent).toHaveLength(2)
  })
})

describe('a comment', () => {
  it('follows before what was written later, to where the messages were said alone', () => {
    const { batches, sent, answer } = launched()
    batches.add({ ...forward, comment: 'look' })
    batches.add({ id: 's', time: 2, to: [tea], kind: 'text', body: 'tea?' })
    answer('f', inTea, blocked)
    const comment = { type: 'send', id: 'f.c', to: [{ room: 'tea' }], kind: 'text', body: 'look' }
    expect(sent).toEqual([frame, comment])
  })

  it('goes nowhere where the messages went nowhere, and is kept with them', () => {
    const { batches, sent, refuse } = launched()
    batches.add({ ...forward, comment: 'look' })
    refuse('f', 'already-recalled')
    expect(sent).toHaveLength(1)
    const problem = 'already-recalled'
    const to = [tea, bo].map((target) => ({ ...target, problem }))
    expect(launched().batches.list()).toMatchObject([{ id: 'f', to, comment: 'look' }])
  })
})

describe('what is refused', () => {
  it('at one target for good stays by itself with the reason, until a person has it tried again or gone', () => {
    const { batches, answer } = launched()
    batches.add(forward)
    answer('f', inTea, blocked)
    const later = launched()
    const [failed] = later.batches.list()
    expect(failed).toMatchObject({ to: [{ ...bo, problem: 'blocked' }], of })
    later.sender.next()
    expect(later.sent).toEqual([])
    if (failed) later.batches.retry(failed, 'again')
    expect(later.sent).toEqual([{ type: 'forward', id: 'again', of, to: [{ person: 'bo' }] }])
    later.answer('again', blocked)
    const [twice] = later.batches.list()
    if (twice) later.batches.discard(twice)
    expect(storage.keys()).toEqual([])
  })

  it('at one target for the moment is tried again with all of it, which is said nowhere twice', async () => {
    const { batches, sent, answer } = launched()
    batches.add({ ...forward, comment: 'look' })
    answer('f', inTea, { person: 'bo', code: 'try-again', message: '', retryAfter: 2_000 })
    await clock.advance(2_100)
    expect(sent).toEqual([frame, frame])
    answer('f', inTea, toBo)
    expect(sent[2]).toMatchObject({ id: 'f.c', to: [{ room: 'tea' }, { person: 'bo' }] })
  })

  it('as a whole for the moment is sent again', async () => {
    const { batches, sent, refuse } = launched()
    batches.add(forward)
    refuse('f', 'too-fast')
    await clock.advance(1_000)
    expect(sent).toEqual([frame, frame])
  })

  it('does not hold up what was written later', () => {
    const { batches, sent, refuse } = launched()
    batches.add(forward)
    batches.add({ id: 's', time: 2, to: [tea], kind: 'text', body: 'tea?' })
    refuse('f', 'unknown-message')
    expect(sent).toHaveLength(2)
  })

  it('by an answer that names fewer targets counts as not answered', () => {
    const { batches, answer } = launched()
    batches.add(forward)
    answer('f', inTea)
    expect(batches.list()).toMatchObject([{ to: [{ ...bo, problem: 'no-answer' }] }])
  })
})

describe('the disk', () => {
  it('is shared with the messages of one room, and what is no batch is left alone', () => {
    storage.write('outbox.ann.a', { place: 1, room: 'tea', port: 'group', id: 'a', body: 'hi', time: 1 })
    storage.write('outbox.ann.b', 'broken')
    storage.write('outbox.bo.c', { ...forward, place: 1 })
    expect(launched().batches.list()).toEqual([])
    expect(storage.keys()).toHaveLength(3)
  })

  it('that is full keeps it in memory, and says so', () => {
    storage.occupied = 10 * 1024 * 1024
    const { batches, sent } = launched()
    batches.add(forward)
    expect(batches.isStorageFull).toBe(true)
    expect(sent).toEqual([frame])
  })

  it('is emptied by signing out', () => {
    const { batches } = launched()
    batches.add(forward)
    batches.clear('discarded')
    expect(storage.keys()).toEqual([])
  })

  it('takes frames of other things for no answer', () => {
    const { batches, sender } = launched()
    batches.add(forward)
    const others: ServerFrame[] = [
      { type: 'sent', id: 'other', to: [inTea] },
      { type: 'sent', to: [inTea] },
      { type: 'refused', code: 'try-again', message: '' },
    ]
    for (const other of others) sender.hear(other)
    expect(batches.list()).toMatchObject([{ id: 'f', to: [tea, bo] }])
  })
})
