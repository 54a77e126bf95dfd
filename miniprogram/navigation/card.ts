import { app } from '../app/index'
import { t } from '../i18n/index'
import type { RoomState } from '../rooms/room'

/** The card by which a group is shared: a tap on it joins, through sign-in where needed. */
export function cardOf(state: Pick<RoomState, 'id' | 'title' | 'code'>): { title: string; path: string } {
  const { id, title, code } = state
  const query = app.joining.card({ id, ...(code !== undefined && { code }) })
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return { title: t('room.card', { name: title }), path: `/pages/group-room/group-room?${pairs.join('&')}` }
}
