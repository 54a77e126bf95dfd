import { randomBytes } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { issueTicket, useTicket } from '../../../../server/accounts/call-ticket'
import { openRedisState } from '../../../../server/state/redis/open'
import type { State } from '../../../../server/state/state'
import { withRedis } from '../../../support/needs'
import { openTestPorts } from './ports'

const ann = { id: 'ann', name: 'Ann', avatar: '', created: 0 }
const identity = { person: ann.id, session: 's1', expires: 0 }
const sessions = { isRevoked: async () => false }

withRedis('a ticket of a call, with two servers', (url) => {
  /** Ann's account, and two servers that share one Redis. */
  async function open() {
    const world = await openTestPorts()
    await world.ports.store.accounts.create(ann, { kind: 'guest' })
    const prefix = `${randomBytes(6).toString('hex')}:`
    const states: State[] = []
    for (let n = 0; n < 2; n += 1) states.push(await openRedisState({ url: url(), prefix }))
    const [one, other] = states.map((state) => ({ ...world.ports, state }))
    onTestFinished(async () => {
      await Promise.all(states.map((state) => state.close()))
      await world.dispose()
    })
    if (!one || !other) throw new Error('Two servers were asked for.')
    return { one, other }
  }

  it('is given by one and good at the other, once', async () => {
    const { one, other } = await open()
    const { ticket } = await issueTicket(identity, 'c1', one)
    expect(await useTicket({ ticket, call: 'c1' }, other, sessions)).toMatchObject({ account: ann })
    for (const server of [one, other])
      expect(await useTicket({ ticket, call: 'c1' }, server, sessions)).toMatchObject({
        problem: 'unknown-ticket',
      })
  })

  it('lets in one of many who come with it at the same time', async () => {
    const { one, other } = await open()
    const { ticket } = await issueTicket(identity, 'c1', one)
    const tries = Array.from({ length: 20 }, (_, n) =>
      useTicket({ ticket, call: 'c1' }, n % 2 ? one : other, sessions),
    )
    const outcomes = await Promise.all(tries)
    expect(outcomes.filter((outcome) => 'account' in outcome)).toHaveLength(1)
  })
})
