import { app } from '../app/index'
import { explain, t } from '../i18n/index'
import { complain, tell } from '../ui/dialogs'
import { scan } from '../ui/scan'
import { openArrival } from './go'

/** Scans a code and opens what it leads to; says why when it leads nowhere. */
export async function followScan(): Promise<void> {
  const scanned = await scan()
  if (!scanned) return
  app.joining.scanned(scanned)
  try {
    const arrival = await app.joining.arrive()
    if (arrival.open === 'nowhere') await tell(t('common.invitation'), explain(arrival.problem))
    else openArrival(arrival)
  } catch (error) {
    // It is kept, and home follows it when there is a network again.
    complain(error)
  }
}
