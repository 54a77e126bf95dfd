import { t } from '../i18n/index'
import type { Person } from '../protocol/index'

/** Who is in the call of a group, in words; empty where nobody is. */
export function whoTalks(people: readonly Person[]): string {
  const [first] = people
  if (!first) return ''
  return people.length === 1
    ? t('call.in-group-one', { name: first.name })
    : t('call.in-group', { count: people.length })
}
