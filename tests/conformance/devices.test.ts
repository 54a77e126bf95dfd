import { describe, expect } from 'vitest'
import { group, say, secondDevice } from './scenes'
import { it } from './suite'

describe('several devices', () => {
  it('hear what the person says and reads on one of them', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const tablet = await secondDevice(ann, room)
    const { seq } = await say(ann.client, room, 'from the phone', { id: 'm1' })
    expect(await tablet.next('said')).toMatchObject({ seq, id: 'm1', from: { id: ann.person.id } })
    await tablet.ask('read', { type: 'read', room, seq })
    expect(await ann.client.next('read')).toEqual({ type: 'read', room, person: ann.person.id, seq })
    // In a group nobody else is told how far one has read.
    expect(await bo.client.leftover('read')).toEqual([])
  })

  it('live by themselves: one leaves, the other stays', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const tablet = await secondDevice(ann, room)
    await tablet.ask('left', { type: 'leave', room })
    await say(bo.client, room, 'hello')
    expect(await ann.client.next('said')).toMatchObject({ body: 'hello' })
    expect(await tablet.leftover('said', 'left')).toEqual([])
  })

  it('beyond ten on a port cost the oldest its place', async ({ server }) => {
    const ann = await server.guest('ann')
    const oldest = await ann.open('group', server.target)
    for (let more = 0; more < 10; more += 1) await ann.open('group', server.target)
    expect(await oldest.closed).toMatchObject({ code: 4504 })
  })
})
