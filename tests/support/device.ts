import type { Files } from '../../miniprogram/api/http'
import { buildServices } from '../../miniprogram/app/build-services'
import type { AppServices } from '../../miniprogram/app/services'
import type { Person } from '../../miniprogram/protocol/index'
import type { RoomHandle } from '../../miniprogram/rooms/room-handle'
import { Vault } from '../../miniprogram/sealing/vault'
import { sealPlatform } from './seal-platform'
import type { VirtualClock } from './virtual-clock'
import { WatchingPage } from './watching-page'
import { WeChat } from './wechat-simulator'
import type { Wire } from './wire'

/** What a device stands on. */
export interface DeviceOptions {
  clock: VirtualClock
  wire: Wire
  random: () => number
  account: { token: string; user: Person }
  sockets?: 2 | 5
  /** Where uploads go; nowhere, if not given. */
  files?: Files
}

const notHere = () => Promise.reject(new Error('not here'))
const noFiles: Files = {
  send: () => ({ answer: notHere(), cancel: () => undefined }),
  read: notHere,
  put: notHere,
}

/** A person with a phone: the program as pages have it, and the page of one room. */
export class Device {
  readonly wechat: WeChat
  readonly person: Person
  readonly #options: DeviceOptions
  #running: AppServices | undefined
  /** The disk as the program that ran last reads it. */
  disk: Vault
  #entered: RoomHandle | undefined
  page = new WatchingPage()
  /** Unsent messages that the last start found lost. */
  lost = 0

  constructor(options: DeviceOptions) {
    this.#options = options
    this.person = options.account.user
    this.wechat = new WeChat(options)
    this.wechat.storage.write('account', options.account)
    this.disk = this.#newVault()
  }

  get app(): AppServices {
    if (!this.#running) throw new Error('the program does not run')
    return this.#running
  }

  get room(): RoomHandle {
    if (!this.#entered) throw new Error('no room is open')
    return this.#entered
  }

  get isInRoom(): boolean {
    return this.#entered !== undefined
  }

  /** Starts the program, and waits until it is open. */
  async launch(): Promise<this> {
    if (this.wechat.isRunning) return this
    const { group, direct } = this.#options.wire.addresses
    const { phone, sendRequest } = this.wechat.launch()
    const vault = this.#newVault()
    this.disk = vault
    this.#running = buildServices({
      phone: { ...phone, storage: vault },
      unlock: () => vault.open(),
      sendRequest,
      addresses: { group, direct, home: 'https://chat.example', http: 'https://chat.example' },
      files: this.#options.files ?? noFiles,
      sounds: { open: () => ({ seek() {}, setSpeed() {}, end() {} }), reach: () => Promise.resolve() },
      removeOpenedFiles: () => undefined,
      wechatCode: () => Promise.reject(new Error('not here')),
      language: 'en',
    })
    this.lost = await this.#running.open()
    return this
  }

  #newVault(): Vault {
    return new Vault(this.wechat.storage, this.wechat.secrets, sealPlatform)
  }

  kill(): void {
    this.wechat.kill()
    this.#running = undefined
    this.#entered = undefined
  }

  enter(room: string): RoomHandle {
    this.#entered?.leave()
    this.page = new WatchingPage()
    this.#entered = this.app.enterRoom(room, this.page.hooks)
    return this.#entered
  }

  leave(): void {
    this.#entered?.leave()
    this.#entered = undefined
  }
}
