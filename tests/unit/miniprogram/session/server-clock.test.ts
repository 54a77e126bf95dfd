import { describe, expect, it } from 'vitest'
import { Credentials } from '../../../../miniprogram/session/credentials'
import { ServerClock } from '../../../../miniprogram/session/server-clock'
import { seeded } from '../../../support/chance'
import { Device } from '../../../support/device'
import { ModelServer } from '../../../support/model-server'
import { SimulatedStorage } from '../../../support/simulated-storage'
import { VirtualClock } from '../../../support/virtual-clock'

const hour = 3_600_000

/** A phone whose clock is wrong, connected with a server. */
async function openWrongPhone(ahead: number) {
  const clock = new VirtualClock()
  const random = seeded(7)
  const server = new ModelServer(clock, random)
  const ann = new Device({ clock, random, wire: server, account: server.addPerson('ann') })
  ann.wechat.setClock(ahead)
  await ann.launch()
  const connected = () => clock.until(() => ann.app.connection.get().state === 'open')
  /** Milliseconds by which the program's clock is wrong. */
  const error = () => Math.abs(ann.app.clock.now() - clock.now())
  return { ann, clock, connected, error }
}

function tokenMade(at: number): string {
  const claims = Buffer.from(JSON.stringify({ iat: at / 1_000, exp: (at + 24 * hour) / 1_000 }))
  return `head.${claims.toString('base64url')}.seal`
}

describe('the clock of the program', () => {
  it.each([-2 * hour, 24 * hour, -400 * 24 * hour])(
    'is the server’s from the first answer on, on a phone that is %d ms off',
    async (ahead) => {
      const { clock, connected, error } = await openWrongPhone(ahead)
      await connected()
      await clock.advance(1_000)
      expect(error()).toBeLessThan(1_000)
    },
  )

  it('is right at the next start before any answer, for what was wrong the last time is still wrong', async () => {
    const { ann, clock, connected, error } = await openWrongPhone(-2 * hour)
    await connected()
    await clock.advance(1_000)
    ann.kill()
    ann.wechat.loseNetwork()
    await ann.launch()
    expect(error()).toBeLessThan(1_000)
  })

  it('does not move when somebody sets that of the phone', async () => {
    const { ann, clock, connected, error } = await openWrongPhone(0)
    await connected()
    await clock.advance(1_000)
    ann.wechat.loseNetwork()
    for (const ahead of [5 * hour, -5 * hour]) {
      ann.wechat.setClock(ahead)
      await clock.advance(hour)
      expect(error()).toBeLessThan(1_000)
    }
  })

  it('tells when it was put right by so much that it shows, and only then', () => {
    const world = new VirtualClock()
    const clock = new ServerClock(world, new SimulatedStorage())
    let moves = 0
    clock.onMoved(() => {
      moves += 1
    })
    clock.learn(world.now() + 900)
    expect(moves).toBe(0)
    clock.learn(world.now() + hour)
    clock.learn(world.now() + hour)
    expect(moves).toBe(1)
  })
})

const ann = { id: 'ann', name: 'Ann', avatar: '' }

describe('a new token', () => {
  it('tells what time it is', () => {
    const world = new VirtualClock()
    const storage = new SimulatedStorage()
    const clock = new ServerClock(world, storage)
    const credentials = new Credentials(clock, storage, async () => 'unreachable')
    credentials.open()
    credentials.signIn({ token: tokenMade(world.now() + 2 * hour), user: ann }, 'guest')
    expect(clock.now()).toBe(world.now() + 2 * hour)
  })

  it('is asked for in the middle of the life of the one before, whatever the phone’s clock says', async () => {
    const world = new VirtualClock()
    const storage = new SimulatedStorage()
    // The phone is a day behind: by its clock the token was not made yet.
    const phone = { now: () => world.now() - 24 * hour, elapsed: () => world.elapsed() }
    let renewals = 0
    const credentials = new Credentials(new ServerClock(phone, storage), storage, async () => {
      renewals += 1
      return 'unreachable'
    })
    credentials.open()
    credentials.signIn({ token: tokenMade(world.now()), user: ann }, 'guest')
    await world.advance(11 * hour)
    await credentials.token()
    expect(renewals).toBe(0)
    await world.advance(2 * hour)
    await credentials.token()
    expect(renewals).toBe(1)
  })
})
