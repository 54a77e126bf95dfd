import { t } from '../i18n/index'

/** What became of a message that was taken back: the same words in the room and in the list of rooms. */
export function recallInWords(line: { mine: boolean; removed?: true; name: string }): string {
  const { mine, removed, name } = line
  if (removed) return t('message.removed', { name })
  return mine ? t('message.recalled-mine') : t('message.recalled', { name })
}
