import { afterAll, beforeAll, expect, it } from 'vitest'
import { offer, paths, type ServerFrameOf } from '#protocol'
import { type Client, open } from '../../conformance/client'
import { needsBoth } from '../../support/needs'
import { type Nodes, startNodes } from '../../support/nodes'
import { group, openGroup, type SignedIn } from '../../support/people'
import type { ServerProcess } from '../../support/server-process'

const openDirect = ({ directUrl }: ServerProcess, { token }: SignedIn): Promise<Client> =>
  open(directUrl + paths.direct, offer(token))

/** Begins or joins the call of a room: its id. */
async function call(client: Client, to: string): Promise<string> {
  return (await client.ask('accepted', { type: 'call', to, media: 'voice' })).call ?? ''
}

/** The next `talking` in which just these talk, with their lines as they are said to be. */
function talking(client: Client, ...people: Array<[SignedIn, 'here' | 'away']>) {
  const wanted = JSON.stringify(people.map(([{ person }, is]) => [person.id, is]))
  return client.next('talking', (frame) => wanted === JSON.stringify(states(frame)))
}

function states({ people }: ServerFrameOf<'talking'>): string[][] {
  return people.map(({ person, away }) => [person.id, away ? 'away' : 'here'])
}

needsBoth('the call of a group on several servers', () => {
  let nodes: Nodes
  beforeAll(async () => {
    nodes = await startNodes()
  })
  afterAll(() => nodes?.close())

  it('is one call, in which one of them may die', async () => {
    const [one, other, third] = nodes.servers
    const { room, guests } = await group(one, 3)
    const [ann, bo, cy] = guests
    if (!ann || !bo || !cy) throw new Error('Three people were asked for.')
    const watching = await openGroup(third, cy.token)
    await watching.ask('entered', { type: 'enter', room })
    const [annAt, boAt, cyAt] = [
      await openDirect(one, ann),
      await openDirect(other, bo),
      await openDirect(third, cy),
    ]

    // All at once: on whichever server, they come into the same one.
    const ids = await Promise.all([annAt, boAt, cyAt].map((client) => call(client, room)))
    expect(new Set(ids).size).toBe(1)
    const [id = ''] = ids
    for (const client of [annAt, boAt, cyAt, watching])
      await client.next('talking', ({ people }) => people.length === 3)
    await cyAt.ask('accepted', { type: 'hangup', call: id })
    const signal = { type: 'signal', call: id, to: bo.person.id, sdp: { type: 'offer', sdp: 'v=0' } }
    await annAt.ask('accepted', signal)
    expect(await boAt.next('signal')).toMatchObject({ from: ann.person.id, sdp: signal.sdp })

    await other.kill('SIGKILL')
    const isAway = (frame: ServerFrameOf<'talking'>) => states(frame).some(([, is]) => is === 'away')
    expect(states(await annAt.next('talking', isAway))).toContainEqual([bo.person.id, 'away'])
    expect(await annAt.refusal(signal)).toBe('not-there')
    const back = await openDirect(third, bo)
    await back.ask('accepted', { type: 'signal', call: id })
    expect(await annAt.next('signal')).toEqual({ type: 'signal', call: id, from: bo.person.id })
    await annAt.ask('accepted', signal)
    expect(await back.next('signal')).toMatchObject({ from: ann.person.id })

    await annAt.ask('accepted', { type: 'hangup', call: id })
    await talking(back, [bo, 'here'])
    await back.ask('accepted', { type: 'hangup', call: id })
    await talking(watching)
    expect(await watching.next('said')).toMatchObject({ seq: 1, kind: 'call', id: `call/${id}` })
    const { messages } = await watching.ask('page', { type: 'history', room, after: 0 })
    expect(messages).toHaveLength(1)
    await Promise.all([annAt, back, cyAt, watching].map((client) => client.close()))
  })
})
