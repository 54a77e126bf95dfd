import { t } from '../i18n/index'
import type { RoomRow } from '../stores/room-row'

/** What a room is called in lists, and above itself. */
export function roomTitle({ kind, title, isFavourites = false }: Titled): string {
  if (kind === 'lobby') return t('rooms.lobby')
  return isFavourites ? t('favourites.title') : title
}

interface Titled extends Pick<RoomRow, 'title'> {
  kind?: RoomRow['kind']
  isFavourites?: boolean
}
