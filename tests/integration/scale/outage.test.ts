import { kill } from 'node:process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closes } from '#protocol'
import { needsBoth } from '../../support/needs'
import { type Nodes, startNodes } from '../../support/nodes'
import { group, openGroup } from '../../support/people'

needsBoth('several servers while news do not get from one to another', () => {
  let nodes: Nodes
  beforeAll(async () => {
    nodes = await startNodes()
  })
  afterAll(() => nodes?.close())

  const outages = {
    'hangs and keeps its connections': {
      begin: () => kill(nodes.redis.pid, 'SIGSTOP'),
      end: () => kill(nodes.redis.pid, 'SIGCONT'),
    },
    'is gone': { begin: () => nodes.redis.kill(), end: () => nodes.redis.restart() },
  }

  it.each(Object.entries(outages))(
    'end at one what was ended at another, while Redis %s: nothing is read or written any more',
    async (_name, { begin, end }) => {
      const [one, other] = nodes.servers
      const { room, guests } = await group(one, 4)
      const [ann, bo, cy, dan] = guests
      if (!ann || !bo || !cy || !dan) throw new Error('Four people were asked for.')
      const owner = await openGroup(one, ann.token)
      const [removed, signedOut, member] = [
        await openGroup(other, bo.token),
        await openGroup(other, cy.token),
        await openGroup(other, dan.token),
      ]
      for (const client of [removed, signedOut, member]) await client.ask('entered', { type: 'enter', room })
      // Of somebody who is elsewhere with another device: it hears of the room.
      const phone = await openGroup(other, bo.token)
      await phone.ask('heartbeat', { type: 'heartbeat' })

      await begin()
      try {
        await owner.ask('member', { type: 'remove', room, person: bo.person.id })
        const headers = { authorization: `Bearer ${cy.token}` }
        expect((await fetch(`${one.httpUrl}/api/logout`, { method: 'POST', headers })).ok).toBe(true)

        expect(await removed.next('gone')).toMatchObject({ room, reason: 'removed' })
        expect(await phone.next('gone')).toMatchObject({ room, reason: 'removed' })
        expect(await signedOut.closed).toMatchObject({ code: closes.signedOut.code })
        await member.ask('accepted', { type: 'say', id: 'm', room, kind: 'text', body: 'among us' })
        expect(await removed.leftover('said', 'news')).toEqual([])
        expect(await phone.leftover('said', 'news')).toEqual([])
        const words = { type: 'say', room, kind: 'text', body: 'still here' }
        expect(await removed.refusal({ ...words, id: 'r' })).toBe('not-entered')
        expect(await removed.refusal({ type: 'history', room })).toBe('unknown-room')
      } finally {
        await end()
      }
      await Promise.all([owner, removed, phone, member].map((client) => client.close()))
    },
  )
})
