import { explain, t } from '../i18n/index'

/** Why the server would not take a login name; empty when there is nothing against it. */
export function loginProblem(login: string): string {
  return /^[\w.-]{3,32}$/.test(login) ? '' : t('signIn.badLogin')
}

/** Why the server would not take a new password, as far as it can be told here. */
export function passwordProblem(password: string): string {
  return password.length < 8 ? explain('bad-password') : ''
}
