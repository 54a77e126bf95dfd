import { app } from '../app/index'
import { t } from '../i18n/index'
import { toast } from '../ui/dialogs'

const signIn = 'pages/sign-in/sign-in'

/**
 * Opens sign-in when a person is signed out, by hand or because the token was refused, and leads back afterwards. Opens home
 * when another window has signed somebody else in.
 */
export function followSignOut(): void {
  let before = app.me.get()?.id
  app.me.subscribe((me) => {
    const known = before
    before = me?.id
    if (known === undefined || me?.id === known) return
    if (me) openHomeOf(me.name)
    else openSignIn(known)
  })
}

function openSignIn(person: string): void {
  const page = getCurrentPages().pop()
  // The room or the person that was open is opened again; home has nothing to remember.
  if (page) app.joining.returnTo(page.options, person)
  if (page?.route !== signIn) wx.reLaunch({ url: `/${signIn}` })
}

/** What is open belongs to the person before. */
function openHomeOf(name: string): void {
  wx.reLaunch({ url: '/pages/home/home', complete: () => toast(t('home.otherPerson', { name })) })
}
