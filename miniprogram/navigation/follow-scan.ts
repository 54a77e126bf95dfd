import { house } from '../house'
import { mention, tell } from '../lib/dialogs'
import { scan } from '../lib/scan'
import { explain, t } from '../words/index'
import { openArrival } from './go'

/** Scans a code and opens what it leads to; says kindly why when it leads nowhere. */
export async function followScan(): Promise<void> {
  const scanned = await scan()
  if (!scanned) return
  house.joining.scanned(scanned)
  try {
    const arrival = await house.joining.arrive()
    if (arrival.open === 'nowhere') await tell(t('common.invitation'), explain(arrival.problem))
    else openArrival(arrival)
  } catch (error) {
    // It is kept, and home follows it when there is a network again.
    mention(explain(error))
  }
}
