import { app } from '../../../app/index'
import { t } from '../../../i18n/index'
import { go } from '../../../navigation/go'
import { choose, isSure } from '../../../ui/dialogs'

export function openAccount(): void {
  go('/pages/account/account')
}

/** Signs out, once it is clear what is lost by it. `followSignOut` then opens sign-in. */
export async function leave(): Promise<void> {
  const kind = app.account.get()
  if (kind === 'guest') return leaveAsGuest()
  const question = t(kind === undefined ? 'leave.sureUnknown' : 'leave.sure')
  if (await isSure(question, t('me.signOut'))) await app.me.signOut()
}

/** A guest has nothing to come back with. */
async function leaveAsGuest(): Promise<void> {
  const chosen = await choose([t('account.keep'), t('leave.lose')], t('leave.guest'))
  if (chosen === 0) openAccount()
  if (chosen === 1) await app.me.signOut()
}
