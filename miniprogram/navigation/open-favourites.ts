import { app } from '../app/index'
import { complain } from '../ui/dialogs'
import { openRoom } from './go'

/** Opens the talk with oneself; says why where that fails. */
export async function openFavourites(): Promise<void> {
  try {
    openRoom({ id: await app.favourites(), kind: 'direct' })
  } catch (error) {
    complain(error)
  }
}
