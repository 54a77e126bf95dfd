import type { CallEnd } from '../calls/call'
import { explain, t } from '../i18n/index'
import type { CallRecord } from '../protocol/index'
import { talkLength } from './talk-length'

/** What a line says of a call that is over. `mine`: I called; `isGroup`: it was nobody's in particular. */
export function callInWords(call: CallRecord, mine: boolean, isGroup = false): string {
  const { media, outcome, seconds } = call
  const length = talkLength(seconds)
  const medium = media === 'video' ? 'video' : 'voice'
  if (isGroup) return t('call-line.group', { length })
  if (outcome === 'answered') return t(`call-line.${medium}`, { length })
  if (outcome === 'failed') return t(`call-line.${medium}-failed`, { length })
  return t(`call-line.${medium}-${mine ? callersWord(outcome) : calleesWord(outcome)}`)
}

type Unanswered = Exclude<CallRecord['outcome'], 'answered' | 'failed'>

function callersWord(outcome: Unanswered) {
  return outcome === 'missed' ? 'unanswered' : outcome
}

/** Who was called in vain has missed it, for any reason. */
function calleesWord(outcome: Unanswered) {
  return outcome === 'declined' ? 'refused' : 'missed'
}

/** How the call ended that was just to be seen. */
export function endInWords({ why, problem, seconds }: CallEnd): string {
  if (why === 'refused') return explain(problem)
  if (why === 'answered' || why === 'left')
    return seconds > 0 ? t('call.end-talked', { length: talkLength(seconds) }) : t('call.end-over')
  return t(`call.end-${why}`)
}
