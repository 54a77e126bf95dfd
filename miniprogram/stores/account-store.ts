import type { MeApi } from '../api/me'
import type { AccountKind, SignedIn, SignedInDevice } from '../protocol/index'
import type { Credentials } from '../session/credentials'
import { Store } from './observable'

/** How the person signs in, who is signed in here; `undefined` until the server has told. Each call rejects with `Refused`. */
export class AccountStore extends Store<AccountKind | undefined> {
  private readonly api: MeApi
  private readonly credentials: Credentials

  constructor(api: MeApi, credentials: Credentials) {
    super(undefined)
    this.api = api
    this.credentials = credentials
  }

  show(kind: AccountKind | undefined): void {
    this.set(kind)
  }

  /** Gives a guest a login name and a password: id, rooms and everything else stay. */
  async keep(name: string, password: string): Promise<void> {
    this.renewed(await this.api.keep(name, password))
  }

  /** Signs out every other device. */
  async changePassword(current: string, password: string): Promise<void> {
    this.renewed(await this.api.changePassword(current, password))
  }

  /** Where the person is signed in; this device is among them. */
  async devices(): Promise<SignedInDevice[]> {
    const me = this.credentials.user?.id
    const { sessions, account } = await this.api.sessions()
    if (me !== undefined && account !== undefined) this.credentials.changeKind(me, account)
    return sessions
  }

  /** Asks the server, unless it is known for good: a guest may have kept the account on another device. */
  async learn(): Promise<void> {
    const kind = this.get()
    if (kind === undefined || kind === 'guest') await this.devices()
  }

  async signOutDevice(id: string): Promise<void> {
    await this.api.endSession(id)
  }

  async signOutOthers(): Promise<void> {
    await this.api.endOtherSessions()
  }

  /** Whether others see how far the person has read, and the person sees it of them. */
  async receipts(): Promise<boolean> {
    return (await this.api.get()).receipts !== false
  }

  async turnReceipts(receipts: boolean): Promise<void> {
    await this.api.change({ receipts })
  }

  private renewed(signedIn: SignedIn): void {
    this.credentials.renewed(signedIn, 'password')
  }
}
