import type { Language } from '../i18n/index'

/** How days are written in one language. */
export interface Calendar {
  /** "Nov 3", or "Nov 3, 2025". */
  date(at: Date, withYear: boolean): string
  /** "Wednesday". */
  weekday(at: Date): string
}

const locales: Record<Language, string> = { zh: 'zh-CN', en: 'en-US' }

/** By `Intl` of this phone. Without it, as in WeChat on Android, or where it lacks the language, by hand, and the same. */
export function calendarOf(language: Language, intl: typeof Intl | undefined): Calendar {
  const locale = locales[language]
  const hasLocale = intl !== undefined && intl.DateTimeFormat.supportedLocalesOf([locale]).length > 0
  return hasLocale ? byIntl(locale, intl) : byHand[language]
}

function byIntl(locale: string, intl: typeof Intl): Calendar {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new intl.DateTimeFormat(locale, options)
    return (at: Date) => formatter.format(at)
  }
  const short = format({ month: 'short', day: 'numeric' })
  const long = format({ year: 'numeric', month: 'short', day: 'numeric' })
  return { date: (at, withYear) => (withYear ? long : short)(at), weekday: format({ weekday: 'long' }) }
}

const weekdays = {
  zh: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

const byHand: Record<Language, Calendar> = {
  zh: {
    date(at, withYear) {
      return `${withYear ? `${at.getFullYear()}年` : ''}${at.getMonth() + 1}月${at.getDate()}日`
    },
    weekday: (at) => weekdays.zh[at.getDay()] ?? '',
  },
  en: {
    date(at, withYear) {
      return `${months[at.getMonth()]} ${at.getDate()}${withYear ? `, ${at.getFullYear()}` : ''}`
    },
    weekday: (at) => weekdays.en[at.getDay()] ?? '',
  },
}
