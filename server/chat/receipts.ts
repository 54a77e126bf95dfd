import type { Account } from '../store/store'
import { type RoomNews, roomTopic } from './live/news'
import type { Ports } from './ports'

/** Others see what the person reads from now on, or not. Every node learns of it. Nothing comes back for a stranger. */
export async function setReceipts(
  person: string,
  on: boolean,
  { store, state }: Pick<Ports, 'store' | 'state'>,
): Promise<Account | undefined> {
  const account = await store.accounts.update(person, { receipts: on })
  const news: RoomNews = { type: 'receipts', person, on }
  if (account)
    for (const { room } of await store.links.pairsOf(person)) state.bus.publish(roomTopic(room), news)
  return account
}
