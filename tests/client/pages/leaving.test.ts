// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { HttpRequest } from '../../../miniprogram/api/http'
import { buildServices } from '../../../miniprogram/app/build-services'
import type { AppServices } from '../../../miniprogram/app/services'
import { Vault } from '../../../miniprogram/sealing/vault'
import { sealPlatform } from '../../support/seal-platform'
import { SimulatedSecrets } from '../../support/simulated-secrets'
import { SimulatedStorage } from '../../support/simulated-storage'
import { act, type Part, Stage } from '../support/stage'

const ann = { id: 'ann', name: 'Ann', avatar: '' }

/** The real program on a phone without sockets: what it asks the server, and what is on its disk. */
class Phone {
  readonly disk = new SimulatedStorage()
  readonly #secrets = new SimulatedSecrets()
  readonly #listeners: (() => void)[] = []
  readonly asked: HttpRequest[] = []
  isOnline = true
  #ids = 0

  async start(): Promise<AppServices> {
    const vault = new Vault(this.disk, this.#secrets, sealPlatform)
    const nothing = () => () => {}
    const never = () => new Promise<never>(() => {})
    const app = buildServices({
      phone: {
        openSocket: () => ({ send: () => {}, close: () => {} }),
        clock: { now: () => Date.now(), elapsed: () => performance.now(), after: nothing },
        storage: vault,
        network: {
          isOnline: () => this.isOnline,
          onChange: (listener) => {
            this.#listeners.push(listener)
            return () => {}
          },
        },
        visibility: { onShow: nothing, onHide: nothing },
        chance: {
          random: () => 0.5,
          newId: () => {
            this.#ids += 1
            return `id${this.#ids}`
          },
        },
      },
      unlock: () => vault.open(),
      addresses: { http: '', group: '', direct: '', home: '' },
      sendRequest: async (request) => {
        if (!this.isOnline) throw new Error('no network')
        this.asked.push(request)
        if (request.path.startsWith('/api/login')) return { status: 200, body: { token: 't1', user: ann } }
        return request.path === '/api/logout' ? { status: 204, body: '' } : never()
      },
      files: { send: () => ({ answer: never(), cancel: () => {} }), read: never, put: never },
      wechatCode: never,
      sounds: { open: () => ({ seek() {}, setSpeed() {}, end() {} }), reach: never },
      removeOpenedFiles: () => {},
      language: 'zh',
    })
    await app.open()
    return app
  }

  findNetwork(): void {
    this.isOnline = true
    for (const listener of this.#listeners) listener()
  }

  get signOuts(): (string | undefined)[] {
    return this.asked.filter(({ path }) => path === '/api/logout').map(({ token }) => token)
  }
}

let stage: Stage
let phone: Phone
let app: AppServices
/** What was asked of the person, and what the person says to it. */
let questions: string[]
let answer: object
const opened: string[] = []

beforeAll(() => {
  stage = new Stage(
    {},
    {
      getDeviceInfo: () => ({ platform: 'ios', system: 'iOS 18' }),
      getAppBaseInfo: () => ({ theme: 'light' }),
      showModal: async ({ content }: { content: string }) => {
        questions.push(content)
        return answer
      },
      showActionSheet: async ({ itemList, alertText }: { itemList: string[]; alertText: string }) => {
        questions.push(alertText, ...itemList)
        return answer
      },
      navigateTo: ({ url }: { url: string }) => opened.push(url),
    },
  )
})
beforeEach(async () => {
  phone = new Phone()
  app = await phone.start()
  questions = []
  opened.length = 0
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

/** Presses "sign out" on the page, and says this to what it asks. */
async function pressSignOut(said: object): Promise<void> {
  answer = said
  stage.app = app
  const me: Part = stage.show('pages/home/me/me')
  await act(me.querySelector('.button-danger'), 'tap')
  await settled()
}

/** Lets everything run that waits for nothing but its turn. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await null
}

describe('the button "sign out"', () => {
  it('tells the server with the token that the phone forgets', async () => {
    await app.me.password('ann', 'correct horse')
    await pressSignOut({ confirm: true })
    expect(app.me.get()).toBeUndefined()
    expect(phone.signOuts).toEqual(['t1'])
    expect(phone.disk.keys().filter((key) => key.startsWith('signed-out'))).toEqual([])
  })

  it('without a network keeps the token, sealed, and tells the server when there is one', async () => {
    await app.me.password('ann', 'correct horse')
    phone.isOnline = false
    await pressSignOut({ confirm: true })
    expect(app.me.get()).toBeUndefined()
    const [key = ''] = phone.disk.keys().filter((one) => one.startsWith('signed-out'))
    expect(JSON.stringify(phone.disk.read(key))).not.toContain('t1')
    phone.findNetwork()
    await settled()
    expect(phone.signOuts).toEqual(['t1'])
    expect(phone.disk.read(key)).toBeUndefined()
  })

  it('leaves it to the next start when the program ends before', async () => {
    await app.me.password('ann', 'correct horse')
    phone.isOnline = false
    await pressSignOut({ confirm: true })
    phone.isOnline = true
    await phone.start()
    await settled()
    expect(phone.signOuts).toEqual(['t1'])
  })

  it('does nothing to who turns away', async () => {
    await app.me.password('ann', 'correct horse')
    await pressSignOut({ confirm: false })
    expect(app.me.get()).toEqual(ann)
    expect(phone.signOuts).toEqual([])
  })
})

describe('for a guest', () => {
  it('it says that account and rooms are lost for ever, and offers to keep them', async () => {
    await app.me.guest('Ann')
    await pressSignOut({ tapIndex: 0 })
    expect(questions[0]).toContain('账号和房间将永远找不回来')
    expect(questions[1]).toBe('保留我的账号')
    expect(opened).toEqual(['/pages/account/account'])
    expect(app.me.get()).toEqual(ann)
  })

  it('it signs out who wants that all the same', async () => {
    await app.me.guest('Ann')
    await pressSignOut({ tapIndex: 1 })
    expect(app.me.get()).toBeUndefined()
    expect(phone.signOuts).toEqual(['t1'])
  })
})

it('says what a guest would lose while it is not known who is one', async () => {
  await app.me.guest('Ann')
  const { kind: _, ...rest } = phone.disk.read('account') as Record<string, unknown>
  phone.disk.write('account', rest)
  app = await phone.start()
  await pressSignOut({ confirm: true })
  expect(questions[0]).toContain('如果你是访客')
  expect(phone.signOuts).toEqual(['t1'])
})
