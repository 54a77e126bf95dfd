import { buildHouse, type House } from '../../miniprogram/build-house'
import type { Person } from '../../miniprogram/protocol/index'
import type { Room } from '../../miniprogram/rooms/room'
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
}

const notHere = () => Promise.reject(new Error('not here'))
const noFiles = { send: () => ({ answer: notHere(), cancel: () => undefined }), read: notHere, put: notHere }

/** A person with a phone: the program as pages have it, and the page of one room. */
export class Device {
  readonly wechat: WeChat
  readonly person: Person
  private readonly options: DeviceOptions
  private running: House | undefined
  private entered: Room | undefined
  page = new WatchingPage()

  constructor(options: DeviceOptions) {
    this.options = options
    this.person = options.account.user
    this.wechat = new WeChat(options)
    this.wechat.storage.write('account', { ...options.account, since: options.clock.now() })
  }

  get house(): House {
    if (!this.running) throw new Error('the program does not run')
    return this.running
  }

  get room(): Room {
    if (!this.entered) throw new Error('no room is open')
    return this.entered
  }

  get isInRoom(): boolean {
    return this.entered !== undefined
  }

  launch(): this {
    if (this.wechat.isRunning) return this
    const { group, direct } = this.options.wire.addresses
    this.running = buildHouse({
      ...this.wechat.launch(),
      addresses: { group, direct, home: 'https://chat.example', http: 'https://chat.example' },
      files: noFiles,
      wechatCode: () => Promise.reject(new Error('not here')),
      language: 'en',
    })
    this.running.open()
    return this
  }

  kill(): void {
    this.wechat.kill()
    this.running = undefined
    this.entered = undefined
  }

  enter(room: string): Room {
    this.entered?.leave()
    this.page = new WatchingPage()
    this.entered = this.house.enterRoom(room, this.page.hooks)
    return this.entered
  }

  leave(): void {
    this.entered?.leave()
    this.entered = undefined
  }
}
