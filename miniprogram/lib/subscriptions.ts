import type { Unsubscribe } from '../stores/observable'
import { own } from './own'

const kept = own<Unsubscribe[]>(() => [])

/** Keeps subscriptions for as long as the page or component lives. */
export function follow(instance: object, ...subscriptions: Unsubscribe[]): void {
  kept(instance).push(...subscriptions)
}

/** Ends all of them. Twice is fine. */
export function unfollow(instance: object): void {
  for (const end of kept(instance).splice(0)) end()
}
