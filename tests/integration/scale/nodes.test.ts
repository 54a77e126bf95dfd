import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { applyChange, closes, lobby, type Message, offer, type Person, paths } from '#protocol'
import { attempt, type Client, open } from '../../conformance/client'
import { needsBoth } from '../../support/needs'
import { type Nodes, startNodes } from '../../support/nodes'
import { guest, openGroup, type SignedIn } from '../../support/people'
import type { ServerProcess } from '../../support/server-process'
import { soon } from '../../support/soon'

/** The promise: people of a dead server are offline within this time. */
const promisedMs = 15_000

const openDirect = ({ directUrl }: ServerProcess, { token }: SignedIn) =>
  open(directUrl + paths.direct, offer(token))

/** By how many with each emoji. */
function countsOf({ reactions }: Message): Record<string, number> {
  return Object.fromEntries((reactions?.counts ?? []).map(({ emoji, count }) => [emoji, count]))
}

async function onlineIn(room: string, client: Client): Promise<Person[]> {
  const { members } = await client.ask('members', { type: 'members', room, online: true })
  return members.map(({ person }) => person)
}

needsBoth('three servers', () => {
  let nodes: Nodes
  beforeAll(async () => {
    nodes = await startNodes()
  })
  afterAll(() => nodes?.close())

  /** New people, each with a socket in the lobby of another server. */
  async function inTheLobby(...names: string[]) {
    return Promise.all(
      names.map(async (name, at) => {
        const server = nodes.servers[at % 3] ?? nodes.servers[0]
        const someone = await guest(server, name)
        const client = await openGroup(server, someone.token)
        await client.ask('entered', { type: 'enter', room: lobby })
        return { ...someone, server, client }
      }),
    ) as Promise<Array<SignedIn & { server: ServerProcess; client: Client }>>
  }

  it('let two people talk in private who are connected to different ones', async () => {
    const [one, other] = nodes.servers
    const [ann, bo] = [await guest(one, 'Ann'), await guest(other, 'Bo')]
    const [annAt, boAt] = [await openDirect(one, ann), await openDirect(other, bo)]
    await boAt.ask('heartbeat', { type: 'heartbeat' })
    const { link } = await annAt.ask('asked', { type: 'link', to: bo.person.id, note: 'tea?' })
    expect(await boAt.next('linked')).toMatchObject({ link, from: ann.person, note: 'tea?' })
    const { room } = await boAt.ask('connected', { type: 'connect', link })
    expect(await annAt.next('connected')).toMatchObject({ room })
    for (const client of [annAt, boAt])
      expect(await client.ask('entered', { type: 'enter', room })).toMatchObject({
        messages: [{ from: ann.person, body: 'tea?', seq: 1 }],
      })
    await annAt.ask('accepted', { type: 'say', id: 'a', room, kind: 'text', body: 'hello' })
    expect(await boAt.next('said')).toMatchObject({ from: ann.person, body: 'hello', seq: 2 })
    await boAt.ask('accepted', { type: 'say', id: 'b', room, kind: 'text', body: 'hello you' })
    expect(await annAt.next('said')).toMatchObject({ from: bo.person, body: 'hello you', seq: 3 })
    await Promise.all([annAt.close(), boAt.close()])
  })

  it('end with the same numbers when people react on all of them at once', async () => {
    const all = await inTheLobby('Ann', 'Bo', 'Cy')
    const [ann] = all
    if (!ann) throw new Error('Nobody is there.')
    const said = { type: 'say', id: 'tea', room: lobby, kind: 'text', body: 'tea?' }
    const { seq } = await ann.client.ask('accepted', said)
    const emojis = ['👍', '🍵', '😀', '🎉']
    const react = (client: Client, emoji: string) =>
      client.ask('accepted', { type: 'react', room: lobby, seq, emoji, on: true })
    await Promise.all(all.flatMap(({ client }) => emojis.map((emoji) => react(client, emoji))))
    const many = Object.fromEntries(emojis.map((emoji) => [emoji, 3]))
    for (const { client, person } of all) {
      const lines = () =>
        client.received.filter((one) => one.type === 'said').sort((one, other) => one.seq - other.seq)
      const shown = (): Message =>
        lines().reduce<Message>((message, line) => applyChange(message, line, person.id), {
          ...{ seq, id: 'tea', from: ann.person, kind: 'text', body: 'tea?', time: 0 },
        })
      await vi.waitFor(() => expect(countsOf(shown())).toEqual(many), soon)
      expect(shown().reactions?.mine?.toSorted()).toEqual(emojis.toSorted())
      const { messages } = await client.ask('page', { type: 'history', room: lobby })
      const kept = messages.find((message) => message.seq === seq)
      expect(kept?.reactions?.version).toBe(shown().reactions?.version)
      expect(kept && countsOf(kept)).toEqual(many)
    }
    await Promise.all(all.map(({ client }) => client.close()))
  })

  it('end the sockets of a session on all of them when it signs out on one', async () => {
    const [one, other, third] = nodes.servers
    const ann = await guest(one, 'Ann')
    const clients = [await openGroup(other, ann.token), await openDirect(third, ann)]
    for (const client of clients) await client.ask('heartbeat', { type: 'heartbeat' })
    const headers = { authorization: `Bearer ${ann.token}` }
    expect((await fetch(`${one.httpUrl}/api/logout`, { method: 'POST', headers })).ok).toBe(true)
    for (const client of clients) expect(await client.closed).toMatchObject({ code: closes.signedOut.code })
    expect(await attempt(third.groupUrl + paths.group, offer(ann.token))).toMatchObject({ status: 401 })
  })

  it('count everyone who is there, on whichever of them', async () => {
    const all = await inTheLobby('Ann', 'Bo', 'Cy')
    for (const { client } of all)
      await vi.waitFor(async () => {
        const online = await onlineIn(lobby, client)
        expect(online).toEqual(expect.arrayContaining(all.map(({ person }) => person)))
      }, soon)
    await Promise.all(all.map(({ client }) => client.close()))
  })

  it(`take the people of one that was killed away within ${promisedMs / 1_000} s, and tell the others`, async () => {
    const [ann, bo] = await inTheLobby('Ann', 'Bo')
    if (!ann || !bo) throw new Error('Two people were asked for.')
    await bo.server.kill('SIGKILL')
    const killedAt = performance.now()
    await ann.client.next('presence', ({ left }) => left.some(({ id }) => id === bo.person.id))
    expect(performance.now() - killedAt).toBeLessThan(promisedMs)
    expect(await onlineIn(lobby, ann.client)).toEqual([ann.person])
    await bo.server.restart()
    await ann.client.close()
  })

  it('know again who is where soon after Redis was emptied', async () => {
    const all = await inTheLobby('Ann', 'Bo', 'Cy')
    await nodes.redis.client.flushall()
    const [ann] = all
    await vi.waitFor(async () => {
      const online = ann ? await onlineIn(lobby, ann.client) : []
      expect(new Set(online.map(({ id }) => id))).toEqual(new Set(all.map(({ person }) => person.id)))
    }, soon)
    await Promise.all(all.map(({ client }) => client.close()))
  })

  it('keep their sockets and go on by themselves while Redis is gone, and are one service again after', async () => {
    const [ann, bo] = await inTheLobby('Ann', 'Bo')
    if (!ann || !bo) throw new Error('Two people were asked for.')
    const neighbour = await guest(ann.server, 'Ned')
    const ned = await openGroup(ann.server, neighbour.token)
    await ned.ask('entered', { type: 'enter', room: lobby })
    await nodes.redis.kill()
    await ann.client.ask('accepted', { type: 'say', id: 'gone', room: lobby, kind: 'text', body: 'anybody?' })
    expect(await ned.next('said')).toMatchObject({ body: 'anybody?' })
    expect((await fetch(`${ann.server.httpUrl}/readyz`)).status).toBe(503)
    await nodes.redis.restart()
    expect(await bo.client.next('said', ({ body }) => body === 'anybody?')).toMatchObject({
      from: ann.person,
    })
    await Promise.all([ann.client.close(), bo.client.close(), ned.close()])
  })

  it('end a session that was signed out on another one while Redis was gone, when it is back', async () => {
    const [one, other] = nodes.servers
    const ann = await guest(one, 'Ann')
    const client = await openGroup(other, ann.token)
    await client.ask('heartbeat', { type: 'heartbeat' })
    await nodes.redis.kill()
    const headers = { authorization: `Bearer ${ann.token}` }
    expect((await fetch(`${one.httpUrl}/api/logout`, { method: 'POST', headers })).ok).toBe(true)
    await nodes.redis.restart()
    expect(await client.closed).toMatchObject({ code: closes.signedOut.code })
  })

  it('refuse what is said while MongoDB is gone with "try again", and take it when it is back', async () => {
    const [ann, bo] = await inTheLobby('Ann', 'Bo')
    if (!ann || !bo) throw new Error('Two people were asked for.')
    await nodes.mongo.kill()
    const words = { type: 'say', id: 'kept', room: lobby, kind: 'text', body: 'once' }
    expect(await ann.client.refusal(words)).toBe('try-again')
    expect(await ann.client.refusal({ type: 'history', room: lobby, after: 0 })).toBe('try-again')
    const headers = { authorization: `Bearer ${ann.token}` }
    const answer = await fetch(`${ann.server.httpUrl}/api/me`, { headers })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    await nodes.mongo.restart()
    await vi.waitFor(() => ann.client.ask('accepted', words), soon)
    expect(await bo.client.next('said', ({ body }) => body === 'once')).toMatchObject({ id: 'kept' })
    await Promise.all([ann.client.close(), bo.client.close()])
  })
})
