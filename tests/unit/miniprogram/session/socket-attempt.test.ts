import { describe, expect, it } from 'vitest'
import type { SocketEvents } from '../../../../miniprogram/session/ports'
import { SocketAttempt } from '../../../../miniprogram/session/socket-attempt'
import { VirtualClock } from '../../../support/virtual-clock'

function open() {
  const clock = new VirtualClock()
  const heard: string[] = []
  const attempt = new SocketAttempt(clock, {
    opened: () => heard.push('opened'),
    message: (text) => heard.push(text),
    closed: (code) => heard.push(`closed ${code}`),
  })
  let far: SocketEvents | undefined
  attempt.open((events) => {
    far = events
    return { send: () => {}, close: () => heard.push('close was asked for') }
  })
  if (!far) throw new Error('the socket was not opened')
  return { clock, heard, attempt, far }
}

describe('a socket that was dropped', () => {
  it('is closed once, and deaf to everything its host still calls', () => {
    const { heard, attempt, far } = open()
    far.opened()
    attempt.drop()
    attempt.drop()
    far.message('late')
    far.opened()
    far.closed(1000, 'interrupted')
    far.closed(1006, '')
    expect(heard).toEqual(['opened', 'close was asked for'])
  })

  it('is gone when its host says so', async () => {
    const { clock, attempt, far } = open()
    attempt.drop()
    let isGone = false
    const gone = attempt.gone().then(() => {
      isGone = true
    })
    await clock.advance(1_000)
    expect(isGone).toBe(false)
    far.closed(1000, '')
    await gone
  })

  it('counts as gone after a moment when its host says nothing', async () => {
    const { clock, attempt } = open()
    attempt.drop()
    let isGone = false
    attempt.gone().then(
      () => {
        isGone = true
      },
      () => {},
    )
    await clock.advance(1_400)
    expect(isGone).toBe(false)
    await clock.advance(200)
    expect(isGone).toBe(true)
  })

  it('is told of once when it ended by itself', () => {
    const { heard, far, attempt } = open()
    far.closed(1000, 'interrupted')
    far.closed(1006, '')
    far.message('late')
    attempt.drop()
    expect(heard).toEqual(['closed 1000'])
  })
})
