import { beforeEach, describe, expect, it } from 'vitest'
import type { Device } from '../../../support/device'
import { openTwoDevices, type TwoDevices } from '../../../support/two-devices'

let devices: TwoDevices

beforeEach(async () => {
  devices = await openTwoDevices()
})

const onDisk = ({ wechat: { storage } }: Device) =>
  JSON.stringify(storage.keys().map((key) => [key, storage.read(key)]))

const account = ({ disk }: Device) => ({ account: disk.read('account'), token: disk.read('token') })

describe('the disk of a phone', () => {
  it('holds no word that was said, heard or written, and no token', async () => {
    const { ann, bo, clock } = devices
    bo.room.say('the kettle is on')
    ann.room.say('two sugars please')
    ann.app.drafts.set('lobby', 'and some milk')
    ann.app.drafts.save()
    await clock.advance(5_000)
    ann.wechat.loseNetwork()
    ann.room.say('one more thing')
    await clock.advance(1_000)
    ann.wechat.hide()
    await clock.advance(1_000)
    const { token } = account(ann)
    expect(token).toEqual(expect.any(String))
    for (const text of ['kettle', 'sugars', 'milk', 'more thing', token, '"bo"'])
      expect(onDisk(ann)).not.toContain(text)

    ann.kill()
    await ann.launch()
    ann.enter('lobby')
    expect(ann.page.texts).toEqual(['the kettle is on', 'two sugars please', 'one more thing'])
    expect(ann.app.drafts.get('lobby')).toBe('and some milk')
  })

  it('of an older version is taken over: people stay signed in, and what waited goes out', async () => {
    const { ann, clock, server } = devices
    ann.wechat.loseNetwork()
    ann.room.say('written before')
    await clock.advance(1_000)
    const { storage, secrets } = ann.wechat
    const before = account(ann)
    const bare = storage.keys().map((key) => [key, ann.disk.read(key)] as const)
    ann.kill()
    secrets.lose()
    for (const [key, value] of bare) storage.write(key, value)
    for (const key of ['vault.mark', 'token']) storage.remove(key)
    storage.write('account', { ...(before.account as object), token: before.token })

    ann.wechat.findNetwork()
    await ann.launch()
    expect(ann.lost).toBe(0)
    await clock.until(() => server.room('lobby').messages.some(({ body }) => body === 'written before'))
    expect(account(ann)).toEqual(before)
    expect(onDisk(ann)).not.toContain(before.token)
  })
})

describe('a phone that has lost its key', () => {
  it('signs out, says how many messages were lost, and lets people in again', async () => {
    const { ann, clock } = devices
    ann.wechat.loseNetwork()
    for (const text of ['one', 'two']) ann.room.say(text)
    await clock.advance(1_000)
    const { account: kept, token } = account(ann)
    ann.kill()
    ann.wechat.secrets.lose()
    ann.wechat.findNetwork()
    await ann.launch()
    expect(ann.lost).toBe(2)
    expect(ann.app.me.get()).toBeUndefined()
    expect(() => ann.enter('lobby')).toThrow('signed-out')

    ann.kill()
    ann.wechat.storage.write('account', { ...(kept as object), token })
    await ann.launch()
    ann.enter('lobby')
    await clock.until(() => ann.page.state?.live === true)
    expect(ann.lost).toBe(0)
  })
})

describe('the start', () => {
  it('knows at once who is signed in, and lets them in when the key is there', async () => {
    const { ann } = devices
    ann.kill()
    const started = ann.launch()
    const steps: string[] = []
    ann.app.whenIn(() => steps.push('in'))
    expect(ann.app.me.get()).toMatchObject({ id: 'ann' })
    expect(steps).toEqual([])
    await started
    expect(steps).toEqual(['in'])
    ann.app.whenIn(() => steps.push('at once'))
    expect(steps).toEqual(['in', 'at once'])
  })

  it('keeps whatever is asked for meanwhile waiting', async () => {
    const { ann, clock } = devices
    ann.kill()
    const started = ann.launch()
    const changed = ann.app.me.change({ name: 'Ann' })
    // The server's own answer, and not that nobody is signed in.
    const refused = expect(ann.app.rooms.recode('lobby')).rejects.toMatchObject({ code: 'not-entered' })
    await started
    await clock.advance(5_000)
    expect(await changed).toMatchObject({ id: 'ann' })
    await refused
  })
})
