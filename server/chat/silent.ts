import type { Store } from '../store/store'

/** Those of a pair who have turned receipts off: then neither hears how far the other one reads. Of other rooms nobody. */
export async function silentIn(pair: string[], { accounts }: Store): Promise<string[]> {
  return pair.length === 0 ? [] : accounts.withoutReceipts(pair)
}
