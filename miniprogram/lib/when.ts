import { language, t } from '../i18n/index'
import { calendarOf } from './calendar'

const day = 86_400_000
const intl = typeof Intl === 'undefined' ? undefined : Intl
const calendars = { zh: calendarOf('zh', intl), en: calendarOf('en', intl) }

const two = (part: number): string => String(part).padStart(2, '0')
const clock = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`
const midnight = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()

/** Whether both moments are of one day, on this phone's calendar. */
export function isSameDay(one: number, other: number): boolean {
  return midnight(new Date(one)) === midnight(new Date(other))
}

/** A moment as a divider between messages shows it: "14:05", "Yesterday 14:05", "Wednesday 14:05", "Nov 3 14:05". */
export function when(time: number, now: number): string {
  const at = new Date(time)
  const days = daysBetween(at, now)
  if (days === 0) return clock(at)
  if (days === 1) return `${t('when.yesterday')} ${clock(at)}`
  const date = days > 1 && days < 7 ? calendars[language()].weekday(at) : dateOf(at, now)
  return `${date} ${clock(at)}`
}

/** The same in the few characters that a row has room for: "14:05", "Yesterday", "Nov 3", "Nov 3, 2025". */
export function shortWhen(time: number, now: number): string {
  const at = new Date(time)
  const days = daysBetween(at, now)
  if (days === 0) return clock(at)
  return days === 1 ? t('when.yesterday') : dateOf(at, now)
}

function daysBetween(at: Date, now: number): number {
  // Rounded, for a day may have 23 or 25 hours.
  return Math.round((midnight(new Date(now)) - midnight(at)) / day)
}

function dateOf(at: Date, now: number): string {
  return calendars[language()].date(at, at.getFullYear() !== new Date(now).getFullYear())
}
