import { afterEach, describe, expect, it } from 'vitest'
import { setLanguage } from '../../../../miniprogram/i18n/index'
import { calendarOf } from '../../../../miniprogram/lib/calendar'
import { shortWhen, when } from '../../../../miniprogram/lib/when'

afterEach(() => setLanguage('zh'))

const at = (year: number, month: number, day: number) => new Date(year, month - 1, day, 14, 5).getTime()
const now = at(2026, 11, 28)
const times = [now, at(2026, 11, 27), at(2026, 11, 25), at(2026, 11, 3), at(2025, 11, 26), at(2026, 12, 1)]

describe('a moment', () => {
  it('is written as English has it', () => {
    setLanguage('en')
    expect(times.map((time) => shortWhen(time, now))).toEqual([
      '14:05',
      'Yesterday',
      'Nov 25',
      'Nov 3',
      'Nov 26, 2025',
      'Dec 1',
    ])
    expect(times.map((time) => when(time, now))).toEqual([
      '14:05',
      'Yesterday 14:05',
      'Wednesday 14:05',
      'Nov 3 14:05',
      'Nov 26, 2025 14:05',
      'Dec 1 14:05',
    ])
  })

  it('is written as Chinese has it', () => {
    expect(times.map((time) => shortWhen(time, now))).toEqual([
      '14:05',
      '昨天',
      '11月25日',
      '11月3日',
      '2025年11月26日',
      '12月1日',
    ])
    expect(times.map((time) => when(time, now))).toEqual([
      '14:05',
      '昨天 14:05',
      '星期三 14:05',
      '11月3日 14:05',
      '2025年11月26日 14:05',
      '12月1日 14:05',
    ])
  })
})

describe.each(['zh', 'en'] as const)('the calendar in %s', (language) => {
  const days = Array.from({ length: 366 }, (_, day) => new Date(2024, 0, day + 1))
  const written = (intl: typeof Intl | undefined) => {
    const calendar = calendarOf(language, intl)
    return days.map((day) => [calendar.date(day, false), calendar.date(day, true), calendar.weekday(day)])
  }
  /** As in WeChat on Android, where `Intl` is not defined. */
  const without = written(undefined)

  it('reads the same without Intl as with it', () => {
    expect(Intl.DateTimeFormat.supportedLocalesOf(['zh-CN', 'en-US'])).toHaveLength(2)
    expect(without).toEqual(written(Intl))
  })

  it('reads the same where Intl does not know the language', () => {
    const DateTimeFormat = Object.assign(() => expect.unreachable(), { supportedLocalesOf: () => [] })
    expect(written({ ...Intl, DateTimeFormat } as never)).toEqual(without)
  })
})
