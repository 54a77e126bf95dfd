import { afterAll, beforeAll, expect, it } from 'vitest'
import { offer, paths } from '#protocol'
import { type Client, open } from '../../conformance/client'
import { needsBoth } from '../../support/needs'
import { type Nodes, startNodes } from '../../support/nodes'
import { guest, type SignedIn } from '../../support/people'
import type { ServerProcess } from '../../support/server-process'

const sdp = { type: 'offer', sdp: 'v=0' }

const openDirect = ({ directUrl }: ServerProcess, { token }: SignedIn) =>
  open(directUrl + paths.direct, offer(token))

/** The next `talking` in which the second of the two is away, or is not. */
const awayIs = (client: Client, away: boolean) =>
  client.next('talking', ({ people }) => (people[1]?.away ?? false) === away)

/** The only line of a room, which is there or on its way. */
async function lineIn(client: Client, room: string) {
  const { messages } = await client.ask('entered', { type: 'enter', room })
  return messages[0] ?? (await client.next('said'))
}

needsBoth('a call between two servers', () => {
  let nodes: Nodes
  beforeAll(async () => {
    nodes = await startNodes()
  })
  afterAll(() => nodes?.close())

  /** Ann at the first server talks to bo at the second one. */
  async function talking() {
    const [first, second, third] = nodes.servers
    const [ann, bo] = [await guest(first, 'Ann'), await guest(first, 'Bo')]
    const annAt = await openDirect(first, ann)
    const boAt = await openDirect(second, bo)
    const desk = await openDirect(third, bo)
    const { link } = await annAt.ask('asked', { type: 'link', to: bo.person.id })
    const { room } = await boAt.ask('connected', { type: 'connect', link })
    await desk.ask('heartbeat', { type: 'heartbeat' })
    const { call = '' } = await annAt.ask('accepted', { type: 'call', to: bo.person.id, media: 'voice' })
    for (const client of [boAt, desk])
      expect(await client.next('ringing')).toMatchObject({ call, room, from: ann.person })
    const answer = { type: 'answer', call, with: 'accept' }
    const answers = await Promise.all([boAt, desk].map((client) => client.askAnything(answer)))
    const [there, other] = answers[0]?.type === 'accepted' ? [boAt, desk] : [desk, boAt]
    expect(answers.find(({ type }) => type === 'refused')).toMatchObject({ code: 'answered-elsewhere' })
    for (const client of [annAt, boAt, desk])
      expect(await client.next('talking')).toMatchObject({ call, people: [{ person: ann.person }, {}] })
    return { ann, bo, annAt, boAt: there, other, at: there === boAt ? second : third, room, call }
  }

  it('is taken once, goes on when the server of one is killed, and fails when nobody comes back', async () => {
    const { ann, bo, annAt, boAt, other, at, room, call } = await talking()
    await annAt.ask('accepted', { type: 'signal', call, sdp })
    expect(await boAt.next('signal')).toEqual({ type: 'signal', call, from: ann.person.id, sdp })
    expect(await other.leftover('signal')).toEqual([])

    await at.kill('SIGKILL')
    await awayIs(annAt, true)
    const back = await openDirect(nodes.servers[0], bo)
    expect(await back.next('talking')).toMatchObject({ call, people: [{}, { away: true }] })
    await back.ask('accepted', { type: 'signal', call })
    await awayIs(annAt, false)
    expect(await annAt.next('signal')).toEqual({ type: 'signal', call, from: bo.person.id })
    await at.restart()

    await back.close()
    await awayIs(annAt, true)
    const ended = { type: 'ended', call, room, outcome: 'failed' }
    for (const client of [annAt, other]) expect(await client.next('ended')).toMatchObject(ended)
    expect(await lineIn(annAt, room)).toMatchObject({ id: `call/${call}`, body: { outcome: 'failed' } })
    await Promise.all([annAt.close(), other.close()])
  })

  it('goes on when the server of one is restarted', async () => {
    const { bo, annAt, boAt, other, at, call } = await talking()
    await at.kill('SIGTERM')
    await boAt.closed
    await awayIs(annAt, true)
    await at.restart()
    const back = await openDirect(at, bo)
    await back.ask('accepted', { type: 'signal', call })
    await awayIs(annAt, false)
    await back.ask('accepted', { type: 'hangup', call })
    for (const client of [annAt, other, back])
      expect(await client.next('ended')).toMatchObject({ call, outcome: 'answered' })
    await Promise.all([annAt.close(), other.close(), back.close()])
  })

  it('rings on for who comes back, where both were at a server that is gone', async () => {
    const [first, second] = nodes.servers
    const [ann, bo] = [await guest(second, 'Ann'), await guest(second, 'Bo')]
    const [annAt, boAt] = [await openDirect(first, ann), await openDirect(first, bo)]
    const { link } = await annAt.ask('asked', { type: 'link', to: bo.person.id })
    const { room } = await boAt.ask('connected', { type: 'connect', link })
    const asked = { type: 'call', id: 'mine', to: bo.person.id, media: 'voice' }
    const { call } = await annAt.ask('accepted', asked)
    await first.kill('SIGKILL')
    const [annBack, boBack] = [await openDirect(second, ann), await openDirect(second, bo)]
    expect(await boBack.next('ringing')).toMatchObject({ call, room })
    expect(await annBack.ask('accepted', asked)).toMatchObject({ call })
    await boBack.ask('accepted', { type: 'answer', call, with: 'accept' })
    await annBack.next('talking')
    await boBack.ask('accepted', { type: 'signal', call, sdp })
    expect(await annBack.next('signal')).toMatchObject({ from: bo.person.id, sdp })
    await first.restart()
    await Promise.all([annBack.close(), boBack.close()])
  })
})
