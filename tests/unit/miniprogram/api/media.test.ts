import { beforeEach, describe, expect, it } from 'vitest'
import { type Files, Http, type HttpAnswer } from '../../../../miniprogram/api/http'
import { type MediaApi, mediaApi } from '../../../../miniprogram/api/media'
import { Credentials } from '../../../../miniprogram/session/credentials'
import { ServerClock } from '../../../../miniprogram/session/server-clock'
import { SimulatedStorage } from '../../../support/simulated-storage'
import { VirtualClock } from '../../../support/virtual-clock'

const hour = 3_600_000
const files = {} as Files

let world: VirtualClock
/** The clock of the server; the phone's is two hours behind. */
let serverNow: () => number
let asked: number
let media: MediaApi
/** The pass that is given out next. */
let next: () => string

beforeEach(() => {
  world = new VirtualClock()
  serverNow = () => world.now() + 2 * hour
  asked = 0
  next = () => `pass${asked}`
  const storage = new SimulatedStorage()
  const clock = new ServerClock(world, storage)
  const credentials = new Credentials(clock, storage, async () => 'unreachable')
  credentials.open()
  credentials.signIn({ token: 't', user: { id: 'ann', name: 'Ann', avatar: '' } }, 'guest')
  const answer = async (): Promise<HttpAnswer> => {
    asked += 1
    return { status: 200, body: { pass: next(), expires: serverNow() + hour } }
  }
  media = mediaApi(new Http(answer, credentials), files, 'https://chat.example', clock)
  clock.learn(serverNow())
})

describe('the pass of a room', () => {
  it('is handed out as long as it is good by the server’s clock, and no longer', async () => {
    expect(await media.address('lobby', 'm1')).toBe('https://chat.example/media/m1?pass=pass1')
    await world.advance(0.9 * hour)
    expect(await media.address('lobby', 'm2', { small: true })).toBe(
      'https://chat.example/media/m2.thumb?pass=pass1',
    )
    await world.advance(0.05 * hour)
    expect(await media.address('lobby', 'm1')).toBe('https://chat.example/media/m1?pass=pass2')
  })

  it('that was refused is dropped, and asked for once, however many pictures it was refused for', async () => {
    const names = ['m1', 'm2', 'm3']
    const addresses = await Promise.all(names.map((name) => media.address('lobby', name, { small: true })))
    const before = asked
    const anew = await Promise.all(
      names.map((name, at) => media.address('lobby', name, { small: true, refused: addresses[at] })),
    )
    expect(asked).toBe(before + 1)
    for (const address of anew) expect(addresses).not.toContain(address)
  })

  it('is not asked for again and again where the server gives the very same one', async () => {
    next = () => 'same'
    let refused: string | undefined
    for (let times = 0; times < 5; times += 1) refused = await media.address('lobby', 'gone', { refused })
    expect(asked).toBe(2)
  })
})
