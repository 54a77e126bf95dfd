import { describe, expect, it } from 'vitest'
import type { SignedIn } from '../../../../miniprogram/protocol/index'
import { type Account, Credentials, type Renewal } from '../../../../miniprogram/session/credentials'
import { ServerClock } from '../../../../miniprogram/session/server-clock'
import { SimulatedStorage } from '../../../support/simulated-storage'

const person = (id: string) => ({ id, name: id, avatar: '' })

/** A token as the server makes them, that says for whom it is. */
function tokenOf(id: string, number = 1): string {
  return `head.${Buffer.from(JSON.stringify({ sub: id, number })).toString('base64url')}.seal`
}

const signedIn = (id: string, number = 1): SignedIn => ({ token: tokenOf(id, number), user: person(id) })

/** A window of a browser whose windows share a disk. It hears of the others only by `look`. */
class Window {
  readonly credentials: Credentials
  readonly heard: (string | undefined)[] = []
  renewal: Renewal = 'unreachable'
  /** What happens while the server is asked. */
  meanwhile = () => {}

  constructor(disk: SimulatedStorage) {
    this.credentials = new Credentials(
      new ServerClock({ now: () => 0, elapsed: () => 0 }, disk),
      disk,
      async () => {
        this.meanwhile()
        return this.renewal
      },
    )
    this.credentials.onChange = (account: Account | undefined) => this.heard.push(account?.user.id)
    this.credentials.open()
  }
}

function twoWindows(): { disk: SimulatedStorage; one: Window; other: Window } {
  const disk = new SimulatedStorage()
  const one = new Window(disk)
  one.credentials.signIn(signedIn('old'), 'guest')
  return { disk, one, other: new Window(disk) }
}

/** Who would be signed in after a reload. */
const afterReload = (disk: SimulatedStorage) => new Window(disk).credentials.account?.token

function becomeNew({ credentials }: Window): void {
  credentials.signOut()
  credentials.signIn(signedIn('new'), 'guest')
}

describe('a window that did not hear that another one signed in anew', () => {
  it('does not write its renewal over the new account, and becomes it', async () => {
    const { disk, one, other } = twoWindows()
    other.renewal = signedIn('old', 2)
    other.meanwhile = () => becomeNew(one)
    await other.credentials.token(true)
    expect(afterReload(disk)).toBe(tokenOf('new'))
    expect(other.credentials.account?.user.id).toBe('new')
    expect(other.heard).toEqual(['new'])
  })

  it('does not remove the new account when the server refuses its own', async () => {
    const { disk, one, other } = twoWindows()
    becomeNew(one)
    other.credentials.revoked(tokenOf('old'))
    expect(afterReload(disk)).toBe(tokenOf('new'))
    expect(other.heard).toEqual(['new'])
  })

  it('does not remove it when somebody presses "sign out", and gives its own token up', () => {
    const { disk, one, other } = twoWindows()
    becomeNew(one)
    expect(other.credentials.signOut()).toEqual([tokenOf('old')])
    expect(afterReload(disk)).toBe(tokenOf('new'))
  })

  it('does not put the name of the one before on it', () => {
    const { disk, one, other } = twoWindows()
    becomeNew(one)
    other.credentials.changeUser({ ...person('old'), name: 'Old is here' })
    expect(other.credentials.account?.user.name).toBe('new')
    expect(afterReload(disk)).toBe(tokenOf('new'))
  })

  it('does not sign in over it', () => {
    const { disk, one, other } = twoWindows()
    one.credentials.signOut()
    other.credentials.look()
    one.credentials.signIn(signedIn('new'), 'guest')
    expect(other.credentials.signIn(signedIn('third'), 'guest')).toBe(false)
    expect(other.credentials.account?.user.id).toBe('new')
    expect(afterReload(disk)).toBe(tokenOf('new'))
  })

  it('stays with it when the server refuses, late, the socket that was opened before', () => {
    const { disk, one, other } = twoWindows()
    becomeNew(one)
    other.credentials.look()
    other.credentials.revoked(tokenOf('old'))
    expect(other.credentials.account?.user.id).toBe('new')
    expect(afterReload(disk)).toBe(tokenOf('new'))
  })
})

describe('two windows of one account', () => {
  it('are signed out together', () => {
    const { one, other } = twoWindows()
    one.credentials.signOut()
    other.credentials.look()
    expect(other.heard).toEqual([undefined])
  })

  it('take the renewal of the one that asked first', async () => {
    const { disk, one, other } = twoWindows()
    one.renewal = signedIn('old', 2)
    await one.credentials.token(true)
    other.renewal = signedIn('old', 3)
    expect(await other.credentials.token(true)).toBe(tokenOf('old', 2))
    expect(afterReload(disk)).toBe(tokenOf('old', 2))
  })

  it('sign out also when the other one has renewed, and both tokens are given up', async () => {
    const { disk, one, other } = twoWindows()
    one.renewal = signedIn('old', 2)
    await one.credentials.token(true)
    expect(other.credentials.signOut()).toEqual([tokenOf('old'), tokenOf('old', 2)])
    expect(afterReload(disk)).toBeUndefined()
  })
})

it('a window that looks while another one writes is never somebody with the token of somebody else', () => {
  const { disk, one, other } = twoWindows()
  for (const method of ['write', 'remove'] as const) {
    const call = disk[method].bind(disk) as (key: string, value?: unknown) => boolean
    Object.assign(disk, {
      [method](key: string, value?: unknown) {
        const isDone = call(key, value)
        other.credentials.look()
        const { account } = other.credentials
        if (account) expect(account.token).toBe(tokenOf(account.user.id))
        return isDone
      },
    })
  }
  becomeNew(one)
  expect(other.heard).toEqual([undefined, 'new'])
})

it('a browser that keeps nothing lets people in until the page is closed', async () => {
  const disk = new SimulatedStorage()
  disk.occupied = 10 * 1024 * 1024
  const { credentials, heard } = new Window(disk)
  expect(credentials.signIn(signedIn('old'), 'guest')).toBe(true)
  credentials.look()
  credentials.changeUser({ ...person('old'), name: 'Old' })
  expect(await credentials.token()).toBe(tokenOf('old'))
  expect(heard).toEqual(['old', 'old'])
})
