import { type Language, language, t } from '../i18n/index'

const day = 86_400_000

const two = (part: number): string => String(part).padStart(2, '0')
const clock = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`
const midnight = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()

/** Whether both moments are of one day, on this phone's calendar. */
export function isSameDay(one: number, other: number): boolean {
  return midnight(new Date(one)) === midnight(new Date(other))
}

/** A moment as a divider between messages shows it: "14:05", "Yesterday 14:05", "Wednesday 14:05", "3 Nov 14:05". */
export function when(time: number, now: number): string {
  const at = new Date(time)
  // Rounded, for a day may have 23 or 25 hours.
  const days = Math.round((midnight(new Date(now)) - midnight(at)) / day)
  if (days <= 0) return days === 0 ? clock(at) : `${date(at, now)} ${clock(at)}`
  if (days === 1) return `${t('when.yesterday')} ${clock(at)}`
  if (days < 7) return `${weekdays[language()][at.getDay()]} ${clock(at)}`
  return `${date(at, now)} ${clock(at)}`
}

function date(at: Date, now: number): string {
  const sameYear = at.getFullYear() === new Date(now).getFullYear()
  const [year, month, dayOfMonth] = [at.getFullYear(), at.getMonth(), at.getDate()]
  if (language() === 'zh') return `${sameYear ? '' : `${year}年`}${month + 1}月${dayOfMonth}日`
  return `${dayOfMonth} ${months[month]}${sameYear ? '' : ` ${year}`}`
}

const weekdays: Record<Language, readonly string[]> = {
  zh: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
