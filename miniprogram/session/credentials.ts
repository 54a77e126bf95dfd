import type { Person } from '../protocol/index'
import type { Clock, Storage } from './ports'
import { lifeOf } from './token-life'

/** Who is signed in, and what proves it. `since`: when this phone got the token. */
export interface Account {
  token: string
  user: Person
  since: number
}

/** What came of asking for a new token. `refused`: the token is void, for good. */
export type Renewal = { token: string; user: Person } | 'refused' | 'unreachable'

const key = 'account'

/** Keeps the token, on disk too, and renews it in time. */
export class Credentials {
  private readonly clock: Clock
  private readonly storage: Storage
  private readonly askRenewal: (token: string) => Promise<Renewal>
  private renewing: Promise<void> | undefined
  private mustRenew = false
  /** Called with the account as it is now: signed in, renewed, changed, or nobody. */
  onChange: (account: Account | undefined) => void = () => {}

  account: Account | undefined

  constructor(clock: Clock, storage: Storage, askRenewal: (token: string) => Promise<Renewal>) {
    this.clock = clock
    this.storage = storage
    this.askRenewal = askRenewal
    this.account = asAccount(storage.read(key))
  }

  signIn(token: string, user: Person): void {
    this.mustRenew = false
    this.keep({ token, user, since: this.clock.now() })
  }

  signOut(): void {
    this.account = undefined
    this.mustRenew = false
    this.storage.remove(key)
    this.onChange(undefined)
  }

  changeUser(user: Person): void {
    if (this.account) this.keep({ ...this.account, user })
  }

  /** The token is over, says the server: the next one who asks gets a new one. */
  expire(): void {
    this.mustRenew = true
  }

  /** The token to use now; nothing when nobody is signed in. `doubted`: the server seemed to refuse it. */
  async token(doubted = false): Promise<string | undefined> {
    if (this.account && (doubted || this.mustRenew || this.isHalfOver())) await this.renew()
    return this.account?.token
  }

  private isHalfOver(): boolean {
    if (!this.account) return false
    const life = lifeOf(this.account.token)
    return life !== undefined && this.clock.now() - this.account.since > life / 2
  }

  /** One at a time: both sockets may ask together. */
  private renew(): Promise<void> {
    this.renewing ??= this.renewOnce().finally(() => {
      this.renewing = undefined
    })
    return this.renewing
  }

  private async renewOnce(): Promise<void> {
    const asked = this.account
    if (!asked) return
    const renewal = await this.askRenewal(asked.token)
    // Somebody signed in or out meanwhile: this answer is about another session.
    if (this.account?.token !== asked.token || renewal === 'unreachable') return
    if (renewal === 'refused') this.signOut()
    else this.signIn(renewal.token, renewal.user)
  }

  private keep(account: Account): void {
    this.account = account
    this.storage.write(key, account)
    this.onChange(account)
  }
}

function asAccount(stored: unknown): Account | undefined {
  const account = stored as Account | undefined
  return typeof account?.token === 'string' && typeof account.user?.id === 'string' ? account : undefined
}
