import { t } from '../../i18n/index'
import type { Person } from '../../protocol/index'

/** Who is writing, as a sentence; empty when nobody is. */
export function typingOf(people: readonly Person[]): string {
  const [one, other] = people
  if (!one) return ''
  if (!other) return t('room.typing', { name: one.name })
  if (people.length === 2) return t('room.typing-two', { name: one.name, other: other.name })
  return t('room.typing-many', { count: people.length })
}
