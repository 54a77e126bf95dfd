import { app } from '../../app/index'
import { t } from '../../i18n/index'
import { callInWords } from '../../lib/call-in-words'
import { favouritesOf } from '../../lib/favourites'
import { inWords } from '../../lib/in-words'
import { when } from '../../lib/when'
import type { Line } from '../../messages/line'
import { openForward } from '../../navigation/go'
import type { RoomHandle } from '../../rooms/room-handle'
import { copy } from '../../ui/copy'
import { complain, isSure } from '../../ui/dialogs'

/** Does something with messages of a room that were chosen. Answers whether it was done. */
export async function act(action: string, room: RoomHandle, lines: readonly Line[]): Promise<boolean> {
  if (action === 'hide') return hide(room, lines)
  if (action !== 'copy') return pass(action, room.id, lines)
  copy(asText(lines))
  return true
}

/** Forwards, or puts into one's favourites, what can be. */
async function pass(action: string, room: string, lines: readonly Line[]): Promise<boolean> {
  const seqs = lines.filter(mayBeForwarded).map(({ seq }) => seq)
  const others = lines.length - seqs.length
  const question = action === 'forward' ? 'forward.some' : 'forward.someKept'
  if (others > 0 && !(await isSure(t(question, { count: others }), t('forward.go')))) return false
  if (seqs.length === 0) return false
  if (action === 'forward') openForward(room, seqs)
  else keep(room, seqs)
  return true
}

/** Deletes messages for the reader alone. */
async function hide(room: RoomHandle, lines: readonly Line[]): Promise<boolean> {
  if (!(await isSure(t('select.hide-sure', { count: lines.length }), t('menu.hide')))) return false
  try {
    await room.hide(lines.map(({ seq }) => seq))
    return true
  } catch (problem) {
    complain(problem)
    return false
  }
}

/** Puts messages into one's favourites, one by one. */
function keep(room: string, seqs: readonly number[]): void {
  const me = app.me.get()
  const of = seqs.map((seq) => ({ room, seq }))
  if (me) app.batches.forward(of, [favouritesOf(me)])
}

/** What this program cannot show it cannot vouch for either; a call is nobody's message. */
function mayBeForwarded({ kind }: Line): boolean {
  return kind !== 'recalled' && kind !== 'unknown' && kind !== 'call'
}

/** Each with its author and time above it; one alone is only what it says. */
function asText(lines: readonly Line[]): string {
  const now = app.clock.now()
  return lines.map((line) => `${line.from.name} ${when(line.time, now)}\n${saidIn(line)}`).join('\n\n')
}

function saidIn({ kind, text, call, mine }: Line): string {
  return call ? callInWords(call, mine) : inWords(kind, text)
}
