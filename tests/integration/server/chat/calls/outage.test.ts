import { afterEach, beforeEach, describe, expect, vi } from 'vitest'
import { StateUnavailable } from '../../../../../server/state/state'
import { it, quiet, type TestChat } from '../../../../support/chat'
import { callTo, hangup, pass, talking } from './scene'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** What servers share cannot be read or changed until it is mended. */
function breakRecords(chat: TestChat): { mend(): void } {
  const { records } = chat.context.ports.state
  const fail = () => Promise.reject(new StateUnavailable('gone'))
  const spies = [vi.spyOn(records, 'get'), vi.spyOn(records, 'swap')]
  for (const spy of spies) spy.mockImplementation(fail)
  return {
    mend: () => {
      for (const spy of spies) spy.mockRestore()
    },
  }
}

describe('while what servers share is out of reach', () => {
  it('calls are neither begun nor ended', async ({ chat }) => {
    const { ann, bo, call } = await talking(chat)
    const records = breakRecords(chat)
    await expect(ann.perform({ type: 'hangup', call })).rejects.toThrow(StateUnavailable)
    await expect(callTo(ann, bo.person, 'other')).rejects.toThrow(StateUnavailable)
    records.mend()
    await hangup(ann, call)
    expect(await bo.next('ended')).toMatchObject({ outcome: 'answered' })
  })

  it('people connect, and hear of their call as soon as that can be', async ({ chat }) => {
    const { bo, call } = await talking(chat)
    const records = breakRecords(chat)
    const desk = await chat.client('direct', bo.person)
    await pass(chat, 5_000)
    expect(desk.all('talking')).toEqual([])
    records.mend()
    await pass(chat, 1_000)
    expect(desk.all('talking')).toMatchObject([{ call }])
  })

  it('a block holds at once, and the call ends as soon as that can be', async ({ chat }) => {
    const { ann, bo, call } = await talking(chat)
    const records = breakRecords(chat)
    await bo.ask('blocked', { type: 'block', person: ann.person.id })
    records.mend()
    await pass(chat, 1_000)
    expect(await ann.next('ended')).toMatchObject({ call })
  })

  it('who loses the line is away as soon as that can be', async ({ chat }) => {
    const { ann, bo } = await talking(chat)
    const records = breakRecords(chat)
    await bo.vanish()
    await pass(chat, 3_000)
    records.mend()
    await pass(chat, 1_000)
    await quiet()
    expect(ann.all('talking').at(-1)?.people).toMatchObject([{}, { away: true }])
  })
})
