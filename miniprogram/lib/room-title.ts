import { t } from '../i18n/index'
import type { RoomRow } from '../stores/room-row'

/** What a room is called in lists. */
export function roomTitle({ kind, title, isFavourites }: RoomRow): string {
  if (kind === 'lobby') return t('rooms.lobby')
  return isFavourites ? t('favourites.title') : title
}
