import { app } from '../app/index'

const signIn = 'pages/sign-in/sign-in'

/** Opens sign-in when a person is signed out, by hand or because the token was refused, and leads back afterwards. */
export function followSignOut(): void {
  let isSignedIn = app.me.get() !== undefined
  app.me.subscribe((me) => {
    const wasSignedIn = isSignedIn
    isSignedIn = me !== undefined
    if (isSignedIn || !wasSignedIn) return
    const page = getCurrentPages().pop()
    // The room or the person that was open is opened again; home has nothing to remember.
    if (page) app.joining.remember(page.options)
    if (page?.route !== signIn) wx.reLaunch({ url: `/${signIn}` })
  })
}
