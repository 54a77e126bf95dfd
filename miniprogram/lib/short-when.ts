import { t } from '../i18n/index'
import { isSameDay } from './when'

const day = 86_400_000

const two = (part: number): string => String(part).padStart(2, '0')

/** A moment in the few characters that a row has room for: "14:05", "Yesterday", "11-03", "2025-11-03". */
export function shortWhen(time: number, now: number): string {
  const at = new Date(time)
  if (isSameDay(time, now)) return `${two(at.getHours())}:${two(at.getMinutes())}`
  if (isSameDay(time, now - day)) return t('when.yesterday')
  const date = `${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return at.getFullYear() === new Date(now).getFullYear() ? date : `${at.getFullYear()}-${date}`
}
