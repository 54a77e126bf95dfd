import { house } from '../house'
import { parcels } from '../parcels'
import { played } from '../played'

const signIn = 'pages/sign-in/sign-in'

/** Whoever is signed out, by hand or because the token was refused, is led to sign-in, and back afterwards. */
export function followSignOut(): void {
  let isSignedIn = house.me.get() !== undefined
  house.me.subscribe((me) => {
    const wasSignedIn = isSignedIn
    isSignedIn = me !== undefined
    if (isSignedIn || !wasSignedIn) return
    parcels.clear()
    played.clear()
    const page = getCurrentPages().pop()
    // The room or the person that was open is opened again; home has nothing to remember.
    if (page) house.joining.remember(page.options)
    if (page?.route !== signIn) wx.reLaunch({ url: `/${signIn}` })
  })
}
