import { t } from '../i18n/index'

/** Where messages go that one keeps for oneself: oneself, under the name that the room with oneself has. */
export function favouritesOf(me: { id: string }): { person: string; name: string } {
  return { person: me.id, name: t('favourites.title') }
}
