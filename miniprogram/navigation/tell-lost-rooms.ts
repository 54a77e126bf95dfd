import { app } from '../app/index'
import { language, t } from '../i18n/index'
import { visibility } from '../platform/visibility'
import type { LostRooms } from '../stores/room-list-store'
import { tell, toast } from '../ui/dialogs'

/**
 * Says that somebody is in a group no more, where its own page does not say it: once, and to a window that is not looked
 * at when it is looked at again.
 */
export function tellLostRooms(): void {
  let isInFront = true
  let waiting: LostRooms[] = []
  const say = () => {
    const told = waiting.map(sentenceOf).filter((sentence) => sentence !== '')
    waiting = []
    // Of several toasts only the last one is seen.
    if (told.length > 1) void tell('', told.join('\n'))
    else if (told[0] !== undefined) toast(told[0])
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

/** Empty where the page of the room says it itself. */
function sentenceOf({ reason, rooms }: LostRooms): string {
  const open = getCurrentPages().pop()?.options.room
  const names = rooms.filter(({ id }) => id !== open).map(({ name }) => name)
  if (names.length === 0) return ''
  return t(`home.lost-${reason}`, { name: names.join(language() === 'zh' ? '、' : ', ') })
}
