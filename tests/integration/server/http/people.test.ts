import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { profiles } from '../../../../server/chat/people'
import { type Guest, TestServer } from './server'

let server: TestServer
let ann: Guest
beforeAll(async () => {
  server = await TestServer.open()
})
beforeEach(async () => {
  ann = await server.guest('Ann')
})
afterAll(() => server.close())

describe('a profile', () => {
  it('is changed in part, kept, and told to every node', async () => {
    const heard = new Promise((resolve) => void server.ports.ports.state.bus.subscribe(profiles, resolve))
    const { status, body } = await server.patch('/api/me', { name: ' Anna ' }, ann.token)
    expect([status, body]).toEqual([200, { id: ann.id, name: 'Anna', avatar: '' }])
    expect(await heard).toMatchObject({ person: body })
    await server.post('/api/me', { avatar: 'preset:7' }, ann.token)
    expect((await server.get('/api/me', ann.token)).body).toEqual({
      id: ann.id,
      name: 'Anna',
      avatar: 'preset:7',
    })
  })

  it.each([
    [{ name: '' }, 'bad-name'],
    [{ name: 'x'.repeat(33) }, 'bad-name'],
    [{ name: 'Anna', avatar: 'javascript:alert(1)' }, 'bad-avatar'],
    [{ avatar: 'http://example.com/a.png' }, 'bad-avatar'],
    [{ avatar: 'https://example.com/a.png' }, 'bad-avatar'],
    [{}, 'bad-request'],
    [{ nmae: 'Anna' }, 'bad-request'],
    [{ name: 7 }, 'bad-request'],
    [{ name: null }, 'bad-request'],
    [[], 'bad-request'],
  ])('is not changed by %j', async (change, code) => {
    const { status, body } = await server.patch('/api/me', change, ann.token)
    expect([status, body.code]).toEqual([400, code])
    expect((await server.get('/api/me', ann.token)).body.name).toBe('Ann')
  })

  it('is not changed by fields that are not in it', async () => {
    await server.patch('/api/me', { name: 'Anna', id: 'lobby', created: 0 }, ann.token)
    expect((await server.get('/api/me', ann.token)).body).toEqual({ id: ann.id, name: 'Anna', avatar: '' })
  })

  it('is changed five times at once and no more, until some time has passed', async () => {
    const change = () => server.patch('/api/me', { name: 'Anna' }, ann.token)
    for (let times = 0; times < 5; times += 1) expect((await change()).status).toBe(200)
    expect((await change()).body.code).toBe('too-fast')
    server.ports.clock.pass(10_000)
    expect((await change()).status).toBe(200)
  })
})

describe('a person', () => {
  it('is found by id, in whatever capitals, and shown without anything private', async () => {
    const bob = await server.guest('Bob')
    const { status, body } = await server.get(`/api/people/${bob.id.toUpperCase()}`, ann.token)
    expect([status, body]).toEqual([200, { id: bob.id, name: 'Bob', avatar: '' }])
  })

  it.each(['nobody', 'lobby', '%00', '%E5%BC%A0%E4%B8%89', "'%20OR%201=1", '..%2f..%2fetc'])(
    'who does not exist is not found: %s',
    async (id) => {
      const { status, body } = await server.get(`/api/people/${id}`, ann.token)
      expect([status, body.code]).toEqual([404, 'unknown-person'])
    },
  )

  it('is looked up thirty times at once and no more', async () => {
    const lookUps = Array.from({ length: 31 }, () => server.get('/api/people/nobody', ann.token))
    const statuses = (await Promise.all(lookUps)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 429).length).toBe(1)
  })
})
