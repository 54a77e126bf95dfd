import { app } from '../../app/index'
import { explain } from '../../i18n/index'
import { loginProblem, passwordProblem } from '../../lib/login-problem'
import { isName, tidyLogin, tidyName } from '../../protocol/index'
import { complain } from '../../ui/dialogs'
import type { SignInMethod } from './sign-in-methods'

/** What is typed into the form; each method needs some of it. */
export interface SignInForm {
  nickname?: string
  login?: string
  password?: string
}

/** A sentence about what cannot be right, before the server is asked. */
export function problemOf(
  method: SignInMethod,
  { nickname = '', login = '', password = '' }: SignInForm,
): string {
  const name = tidyName(nickname)
  if (name === '' ? method === 'guest' : !isName(name)) return explain('bad-name')
  if (method === 'guest' || method === 'wechat') return ''
  return loginProblem(tidyLogin(login)) || (method === 'register' ? passwordProblem(password) : '')
}

/** The avatar that was chosen: one of ours, or a picture of this phone. Each may be empty. */
export interface ChosenAvatar {
  avatar: string
  picture: string
}

/** Signs in, and then sets the name and the avatar that were chosen. Rejects with `Refused`. */
export async function signIn(
  method: SignInMethod,
  form: SignInForm,
  { avatar, picture }: ChosenAvatar,
): Promise<void> {
  const { nickname = '', login = '', password = '' } = form
  const name = tidyName(nickname)
  if (method === 'guest') await app.me.guest(name)
  else if (method === 'wechat') await app.me.wechat()
  else await app.me[method](tidyLogin(login), password)

  const change = {
    ...(name !== '' && name !== app.me.get()?.name && { name }),
    ...(avatar !== '' && { avatar }),
  }
  // Being signed in is what counts: the rest can be changed later.
  if (Object.keys(change).length > 0) await app.me.change(change).catch(complain)
  // Not awaited: Me shows its progress, and can try again.
  if (picture !== '') app.me.portrait.send(picture).catch(complain)
}
