import type { Person } from '../protocol/index'
import type { Account } from '../session/credentials'
import { Refused } from '../session/refused'
import { HistoryCache } from '../stores/history-cache'
import { observable } from '../stores/observable'
import { type AccountDeps, AccountScope } from './account-scope'

/** The account that is signed in on this phone: one scope after another. */
export class CurrentAccount {
  /** Whether an account is signed in and its session has begun. */
  readonly isIn = observable(false)
  #active: AccountScope | undefined
  #cache: HistoryCache | undefined

  /** Throws `Refused('signed-out')` when nobody is signed in. */
  get scope(): AccountScope {
    if (!this.#active) throw new Refused('signed-out')
    return this.#active
  }

  /** Ends the scope of the account before, and begins that of the one signed in now. */
  settle(account: Account | undefined, deps: AccountDeps): void {
    if (this.#active?.session.person.id !== account?.user.id) this.#move(account?.user, deps)
    if (this.#active && account) this.#active.session.person = account.user
    this.isIn.set(this.#active !== undefined)
  }

  #move(person: Person | undefined, deps: AccountDeps): void {
    this.#active?.end()
    this.#cache = person && new HistoryCache(deps.disk, person.id)
    this.#active = person && this.#cache && new AccountScope(person, this.#cache, deps)
    this.#active?.session.start()
  }

  /** Evicts something that can be read from the server again. False when there is nothing. */
  makeRoom(): boolean {
    return this.#cache?.makeRoom() ?? false
  }

  /** Tries at once what would be tried later. */
  reconnect(): void {
    this.#active?.session.check(true)
  }

  save(): void {
    this.#active?.save()
  }

  forget(): void {
    this.#active?.forget()
  }
}
