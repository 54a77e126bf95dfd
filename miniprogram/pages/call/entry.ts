import type { OtherCall } from '../../calls/call'
import type { TalkingRoom } from '../../calls/talking-rooms'
import { t } from '../../i18n/index'
import { whoTalks } from '../../lib/who-talks'
import type { Person } from '../../protocol/index'
import { limits } from '../../protocol/index'

/** What stands before a call that one may come into: one button, and what to know before. */
export interface Entry {
  title: string
  words: string
  people: readonly Person[]
  /** What the button says; empty where there is none. */
  button: string
  hint: string
}

export const noEntry: Entry = { title: '', words: '', people: [], button: '', hint: '' }

/** Into the call of a group, or the beginning of one. */
export function entryOfGroup(title: string, talking: TalkingRoom | undefined): Entry {
  const people = (talking?.people ?? []).map(({ person }) => person)
  const { voices, cameras } = limits
  const isFull = people.length >= voices
  const talk = whoTalks(people)
  const hint = isFull ? t('call.full', { voices }) : t('call.limits', { voices, cameras })
  const way = t(talk === '' ? 'call.begin' : 'call.join')
  return { title, words: talk || t('call.nobody'), people, button: isFull ? '' : way, hint }
}

/** Back into a call after a reload, or from another device. */
export function entryBack({ people, isLost }: OtherCall, me: Person | undefined): Entry {
  const others = people.map(({ person }) => person).filter(({ id }) => id !== me?.id)
  const title = t('call.you-are-in')
  const words = t(isLost ? 'call.come-back' : 'call.on-other-device')
  return { title, words, people: others, button: isLost ? t('call.back') : '', hint: '' }
}

/** Into a call that was begun in WeChat. */
export function entryByTicket(): Entry {
  return { ...noEntry, title: t('call.title'), words: t('call.tap-to-join'), button: t('call.join') }
}
