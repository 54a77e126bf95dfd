import readCode from 'qr/decode.js'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../server/chat/ids'
import { inviteAddress, inviteScene } from '../../../../server/http/invite-address'
import { openWechat } from '../../../../server/wechat/wechat'
import { WechatStandIn } from '../../../support/wechat'
import { type Guest, TestServer } from './server'

const code = 'ABCD2345'

/** A server with the room `tea` of Ann, and the talk of Ann and Bob. */
async function openRooms(settings: Parameters<typeof TestServer.open>[0] = {}) {
  const server = await TestServer.open({ publicUrl: 'https://chat.example.com', ...settings })
  const [ann, bob] = [await server.guest('Ann'), await server.guest('Bob')]
  const { rooms } = server.ports.ports.store
  const owner = { person: ann.id, role: 'owner' as const }
  const member = { person: bob.id, role: 'member' as const }
  await rooms.create({ id: 'tea', kind: 'group', name: 'Tea', code, created: 0 }, [owner], 'r1')
  await rooms.create({ id: 'talk', kind: 'direct', name: '', created: 0 }, [owner, member], 'r2')
  return { server, ann, bob }
}

/** What a camera reads from the picture. */
async function read(picture: Uint8Array): Promise<string> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  expect([info.width, info.height]).toEqual([480, 480])
  return readCode({ data, width: info.width, height: info.height }, { timeLimit: 1_000 })
}

describe('without a WeChat app', () => {
  let server: TestServer
  let ann: Guest
  let bob: Guest
  beforeAll(async () => {
    ;({ server, ann, bob } = await openRooms())
  })
  afterAll(() => server.close())

  it('a member gets a QR code of the room’s address in the web room', async () => {
    const { status, headers, bytes } = await server.get('/api/rooms/tea/qr', ann.token)
    expect([status, headers['content-type']]).toEqual([200, 'image/png'])
    const address = `https://chat.example.com/#/pages/group-room/group-room?room=tea&code=${code}`
    expect(await read(bytes)).toBe(address)
  })

  it('everyone gets one of the lobby, which needs no code', async () => {
    const { bytes } = await server.get('/api/rooms/lobby/qr', bob.token)
    expect(await read(bytes)).toBe('https://chat.example.com/#/pages/group-room/group-room?room=lobby')
  })

  it.each([
    ['tea', 'unknown-room'],
    ['no-such-room', 'unknown-room'],
    ['talk', 'not-found'],
  ])('there is none of %s for somebody who cannot ask others in', async (room, problem) => {
    const { status, body } = await server.get(`/api/rooms/${room}/qr`, bob.token)
    expect([status, body.code]).toEqual([404, problem])
  })

  it('of a person leads to that person in the web room', async () => {
    const { bytes } = await server.get(`/api/people/${ann.id.toUpperCase()}/qr`, bob.token)
    expect(await read(bytes)).toBe(`https://chat.example.com/#/pages/person/person?person=${ann.id}`)
    const { status, body } = await server.get('/api/people/nobody/qr', bob.token)
    expect([status, body.code]).toEqual([404, 'unknown-person'])
  })

  it('ten are drawn at once and no more', async () => {
    const carol = await server.guest('Carol')
    const asked = Array.from({ length: 11 }, () => server.get('/api/rooms/lobby/qr', carol.token))
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 429)).toHaveLength(1)
  })
})

it('without a public address the code leads to where the server was asked', async () => {
  const { server, ann } = await openRooms({ publicUrl: '' })
  const ask = (host: string) => server.ask({ url: '/api/rooms/tea/qr', token: ann.token, headers: { host } })
  const { bytes } = await ask('192.168.1.5:8080')
  expect(await read(bytes)).toBe(inviteAddress('http://192.168.1.5:8080', { room: 'tea', code }))
  for (const host of ['evil.example.com/x', 'a b', 'user@evil.example.com'])
    expect((await ask(host)).body.code).toBe('bad-request')
  await server.close()
})

it('with a WeChat app it is a mini-program code, asked of WeChat once', async () => {
  const wechat = await new WechatStandIn().open()
  const { api, appid, secret } = wechat
  const { server, ann } = await openRooms({
    signIn: { guestLogin: true, wechat: openWechat({ api, appid, secret }) },
  })
  for (let times = 0; times < 2; times += 1) {
    const { status, headers } = await server.get('/api/rooms/tea/qr', ann.token)
    expect([status, headers['content-type']]).toEqual([200, 'image/jpeg'])
  }
  await server.get('/api/rooms/lobby/qr', ann.token)
  await server.get(`/api/people/${ann.id}/qr`, ann.token)
  const asked = wechat.calls.filter(({ call }) => call === 'picture').map(({ body }) => body)
  expect(asked).toMatchObject([
    { scene: 'c=ABCD2345', page: 'pages/group-room/group-room' },
    { scene: 'r=lobby', page: 'pages/group-room/group-room' },
    { scene: `u=${ann.id}`, page: 'pages/person/person' },
  ])
  await wechat.close()
  await server.close()
})

it('a picture that WeChat did not draw is asked for again', async () => {
  const wechat = await new WechatStandIn().open()
  const { api, appid, secret } = wechat
  const { server, ann } = await openRooms({
    signIn: { guestLogin: true, wechat: openWechat({ api, appid, secret }) },
  })
  wechat.trouble('picture', 45009)
  expect((await server.get('/api/rooms/tea/qr', ann.token)).body.code).toBe('wechat-unavailable')
  expect((await server.get('/api/rooms/tea/qr', ann.token)).status).toBe(200)
  await wechat.close()
  await server.close()
})

describe('an invitation', () => {
  it('is an address of which every part is escaped', () => {
    expect(inviteAddress('http://h/', { room: 'a&b', code: 'c#d' })).toBe(
      'http://h/#/pages/group-room/group-room?room=a%26b&code=c%23d',
    )
  })

  it('is a scene that WeChat takes', () => {
    expect(inviteScene({ room: 'lobby' })).toBe('r=lobby')
    expect(inviteScene({ room: 'abcdefghij', code })).toBe('c=ABCD2345')
    expect(inviteScene({ person: newId() }).length).toBeLessThanOrEqual(32)
  })
})
