import type { Person } from './protocol/index'
import type { Account } from './session/credentials'
import { Refused } from './session/refused'
import { type Household, Stay } from './stay'
import { HistoryCache } from './stores/history-cache'
import { observable } from './stores/observable'

/** Whoever is in: one person's stay after the other's. */
export class Residence {
  /** Whether somebody is in. */
  readonly isIn = observable(false)
  private stay: Stay | undefined
  private cache: HistoryCache | undefined

  /** Throws `Refused('signed-out')` when nobody is in. */
  get resident(): Stay {
    if (!this.stay) throw new Refused('signed-out')
    return this.stay
  }

  /** Lets in whoever is signed in now, and the one before out. */
  settle(account: Account | undefined, house: Household): void {
    if (this.stay?.session.person.id !== account?.user.id) this.move(account?.user, house)
    if (this.stay && account) this.stay.session.person = account.user
    this.isIn.set(this.stay !== undefined)
  }

  private move(person: Person | undefined, house: Household): void {
    this.stay?.end()
    this.cache = person && new HistoryCache(house.disk, person.id)
    this.stay = person && this.cache && new Stay(person, this.cache, house)
    this.stay?.session.start()
  }

  /** Gives up something that can be read from the server again. False when there is nothing. */
  makeRoom(): boolean {
    return this.cache?.makeRoom() ?? false
  }

  /** Tries at once what would be tried later. */
  reconnect(): void {
    this.stay?.session.check(true)
  }

  save(): void {
    this.stay?.save()
  }

  forget(): void {
    this.stay?.forget()
  }
}
