import { app } from '../../app/index'
import { explain, t } from '../../i18n/index'
import { isName, tidyName } from '../../protocol/index'
import { toast } from '../../ui/dialogs'
import type { UploadDeps } from './ways'

/** What stands in the form; each way has some of it. */
export interface Entry {
  nickname?: string
  login?: string
  password?: string
}

/** A sentence about what cannot be right, before the server is asked. */
export function problemOf(way: UploadDeps, { nickname = '', login = '', password = '' }: Entry): string {
  const name = tidyName(nickname)
  if (name === '' ? way === 'guest' : !isName(name)) return explain('bad-name')
  if (way === 'guest' || way === 'wechat') return ''
  if (!/^[\w.-]{3,32}$/.test(login.trim())) return t('signIn.badLogin')
  return way === 'register' && password.length < 8 ? explain('bad-password') : ''
}

/** What somebody chose to be seen by: an avatar, or a picture of this phone. */
export interface Look {
  avatar: string
  picture: string
}

/** Comes in, and takes along the name and the avatar that were chosen. Rejects with `Refused`. */
export async function enter(way: UploadDeps, entry: Entry, { avatar, picture }: Look): Promise<void> {
  const { nickname = '', login = '', password = '' } = entry
  const name = tidyName(nickname)
  if (way === 'guest') await app.me.guest(name)
  else if (way === 'wechat') await app.me.wechat()
  else await app.me[way](login.trim(), password)

  const change = {
    ...(name !== '' && name !== app.me.get()?.name && { name }),
    ...(avatar !== '' && { avatar }),
  }
  // Being in is what counts: the rest can be changed later.
  const complain = (error: unknown) => toast(explain(error))
  if (Object.keys(change).length > 0) await app.me.change(change).catch(complain)
  // Nobody waits for it: Me shows how far it is, and tries again.
  if (picture !== '') app.me.portrait.send(picture).catch(complain)
}
