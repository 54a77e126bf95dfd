import { t } from '../../i18n/index'
import type { Presence } from '../../rooms/room'

/** Who came or went, in a few words; nothing of oneself. */
export function joinLeaveText({ joined, left }: Presence, me: string): string {
  const [came, ...others] = joined.filter(({ id }) => id !== me)
  if (came && others.length > 0) return t('room.joined-many', { name: came.name, count: others.length + 1 })
  if (came) return t('room.joined', { name: came.name })
  const [gone, ...more] = left.filter(({ id }) => id !== me)
  // A crowd that leaves is seen by the number.
  return gone && more.length === 0 ? t('room.left', { name: gone.name }) : ''
}
