import { house } from '../house'
import type { RoomState } from '../rooms/room'
import { t } from '../words/index'

/** The card by which a group is shared: whoever taps it comes in, through sign-in where needed. */
export function cardOf(state: Pick<RoomState, 'id' | 'title' | 'code'>): { title: string; path: string } {
  const { id, title, code } = state
  const query = house.joining.card({ id, ...(code !== undefined && { code }) })
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return { title: t('room.card', { name: title }), path: `/pages/group-room/group-room?${pairs.join('&')}` }
}
