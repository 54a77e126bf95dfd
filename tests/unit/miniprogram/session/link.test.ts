import { describe, expect, it } from 'vitest'
import { Link } from '../../../../miniprogram/session/link'
import type { SocketEvents } from '../../../../miniprogram/session/ports'
import { VirtualClock } from '../../../support/virtual-clock'

function open() {
  const clock = new VirtualClock()
  const heard: string[] = []
  const link = new Link(clock, {
    opened: () => heard.push('opened'),
    message: (text) => heard.push(text),
    closed: (code) => heard.push(`closed ${code}`),
  })
  let far: SocketEvents | undefined
  link.open((events) => {
    far = events
    return { send: () => {}, close: () => heard.push('close was asked for') }
  })
  if (!far) throw new Error('the socket was not opened')
  return { clock, heard, link, far }
}

describe('a socket that was dropped', () => {
  it('is closed once, and deaf to everything its host still calls', () => {
    const { heard, link, far } = open()
    far.opened()
    link.drop()
    link.drop()
    far.message('late')
    far.opened()
    far.closed(1000, 'interrupted')
    far.closed(1006, '')
    expect(heard).toEqual(['opened', 'close was asked for'])
  })

  it('is gone when its host says so', async () => {
    const { clock, link, far } = open()
    link.drop()
    let isGone = false
    const gone = link.gone().then(() => {
      isGone = true
    })
    await clock.advance(1_000)
    expect(isGone).toBe(false)
    far.closed(1000, '')
    await gone
  })

  it('counts as gone after a moment when its host says nothing', async () => {
    const { clock, link } = open()
    link.drop()
    let isGone = false
    link.gone().then(
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
    const { heard, far, link } = open()
    far.closed(1000, 'interrupted')
    far.closed(1006, '')
    far.message('late')
    link.drop()
    expect(heard).toEqual(['closed 1000'])
  })
})
