import { kill } from 'node:process'
import { expect, it, onTestFinished, vi } from 'vitest'
import { needsBoth } from '../../support/needs'
import { startNodes } from '../../support/nodes'
import { group, openGroup } from '../../support/people'

const hourMs = 3_600_000

needsBoth('a server whose clock is an hour behind the others', () => {
  it('lets no time of a room fall: not live, not in answers, and not in the history', async () => {
    const clock = new URL('../../../faults/clock.mjs', import.meta.url)
    const nodes = await startNodes({ NODE_OPTIONS: `--import ${clock}` })
    onTestFinished(() => nodes.close())
    const [ahead, behind, third] = nodes.servers
    const { room, guests } = await group(ahead, 3)
    const [ann, bo, cy] = await Promise.all(
      [ahead, behind, third].map((server, at) => openGroup(server, guests[at]?.token ?? '')),
    )
    if (!ann || !bo || !cy) throw new Error('Three people were asked for.')
    onTestFinished(async () => void (await Promise.all([ann, bo, cy].map((client) => client.close()))))
    for (const client of [ann, bo, cy]) await client.ask('entered', { type: 'enter', room })
    const timeOf = async (client: typeof ann) => (await client.ask('heartbeat', { type: 'heartbeat' })).time

    kill(ahead.pid, 'SIGUSR2')
    await vi.waitUntil(async () => (await timeOf(ann)) - (await timeOf(cy)) > hourMs / 2, 60_000)
    const say = async (client: typeof ann, id: string) =>
      (await client.ask('accepted', { type: 'say', id, room, kind: 'text', body: id })).time
    const accepted = [
      await say(ann, 'one'),
      await say(bo, 'two'),
      await say(cy, 'three'),
      await say(bo, 'four'),
    ]
    expect(accepted).toEqual(accepted.toSorted((one, other) => one - other))

    await cy.next('said', ({ id }) => id === 'four')
    const heard = cy.received.flatMap((frame) => (frame.type === 'said' ? [frame.time] : []))
    expect(heard).toEqual([accepted[0], accepted[1], accepted[3]])
    for (const client of [ann, bo, cy]) {
      const { messages } = await client.ask('page', { type: 'history', room })
      expect(messages.map(({ time }) => time)).toEqual(accepted)
    }
  })
})
