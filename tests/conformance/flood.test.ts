import { describe, expect } from 'vitest'
import { group, say, sendUntilRefused } from './scenes'
import { it } from './suite'

describe('ten thousand frames at once', () => {
  const many = 10_000

  it('of messages are answered one by one or end in a close, and others talk on', async ({ server }) => {
    const [{ room }, eve, ann, bo] = await group(server, 'eve', 'ann', 'bo')
    for (let at = 0; at < many; at += 1)
      eve.client.send({ type: 'say', id: `m${at}`, room, kind: 'text', body: `flood ${at}` })

    const { seq } = await say(ann.client, room, 'still here')
    expect(await bo.client.next('said', ({ from }) => from.id === ann.person.id)).toMatchObject({ seq })
    expect(await eve.client.closed).toMatchObject({ code: 4004 })

    const accepted = eve.client.received.filter(({ type }) => type === 'accepted')
    expect(accepted.length).toBeLessThan(1_000)
    const refused = eve.client.received.flatMap((frame) => (frame.type === 'refused' ? [frame] : []))
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['too-fast']))
    for (const { retryAfter } of refused) expect(retryAfter).toBeGreaterThan(0)
  })

  it('that are malformed end in a close, and others talk on', async ({ server }) => {
    const [{ room }, eve, ann, bo] = await group(server, 'eve', 'ann', 'bo')
    for (let at = 0; at < many; at += 1) eve.client.sendRaw('{"type":')
    expect(await eve.client.closed).toMatchObject({ code: 4502 })

    const { seq } = await say(ann.client, room, 'still here')
    expect(await bo.client.next('said')).toMatchObject({ seq, body: 'still here' })
  })
})

it('frames of any type faster than the rate are refused with the time to wait', async ({ server }) => {
  const { client } = await server.connect('direct', 'ann')
  const refused = await sendUntilRefused(client, 600, (at) => ({ type: 'heartbeat', id: `h${at}` }))
  expect(refused).toMatchObject({ of: 'heartbeat', code: 'too-fast', retryAfter: expect.any(Number) })
  expect(refused.retryAfter).toBeGreaterThan(0)
})
