import { app } from '../app/index'
import { language, t } from '../i18n/index'
import { visibility } from '../platform/visibility'
import type { LostRooms } from '../stores/room-list-store'
import { toast } from '../ui/dialogs'

/**
 * Says that somebody is in a group no more, where its own page does not say it: once, and to a window that is not looked
 * at when it is looked at again.
 */
export function tellLostRooms(): void {
  let isInFront = true
  let waiting: LostRooms[] = []
  const say = () => {
    for (const lost of waiting) tellOf(lost)
    waiting = []
  }
  visibility.onHide(() => {
    isInFront = false
  })
  visibility.onShow(() => {
    isInFront = true
    say()
  })
  app.roomList.onLost((lost) => {
    waiting.push(lost)
    if (isInFront) say()
  })
}

function tellOf({ reason, rooms }: LostRooms): void {
  const open = getCurrentPages().pop()?.options.room
  const names = rooms.filter(({ id }) => id !== open).map(({ name }) => name)
  if (names.length > 0)
    toast(t(`home.lost-${reason}`, { name: names.join(language() === 'zh' ? '、' : ', ') }))
}
