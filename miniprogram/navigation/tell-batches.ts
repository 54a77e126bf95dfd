import { app } from '../app/index'
import { explain, language, t } from '../i18n/index'
import { isFailed, type PendingBatch } from '../session/batches'
import { choose, toast } from '../ui/dialogs'

/** Says what became of messages that went to several at once. Of those that failed it asks what to do, each once a run: who turns away is asked by the next one. */
export function tellBatches(): void {
  const asked = new Set<string>()
  let isAsking = false

  async function ask(): Promise<void> {
    const failed = app.batches.get().find((batch) => isFailed(batch) && !asked.has(batch.id))
    if (isAsking || !failed) return
    isAsking = true
    asked.add(failed.id)
    const chosen = await choose([t('common.retry'), t('forward.discard')], failureOf(failed))
    isAsking = false
    if (chosen === 0) app.batches.retry(failed)
    if (chosen === 1) app.batches.discard(failed)
    await ask()
  }

  app.batches.onSent((batch) => {
    // Its comment is still to be said.
    const isHalf = 'of' in batch && batch.comment !== undefined
    if (!isHalf) toast(successOf(batch))
  })
  app.batches.subscribe(() => void ask())
}

function successOf({ to }: PendingBatch): string {
  const [{ name = '', person } = {}] = to
  if (to.length > 1) return t('forward.sentMany', { count: to.length })
  return person !== undefined && person === app.me.get()?.id ? t('forward.kept') : t('forward.sent', { name })
}

function failureOf(batch: PendingBatch): string {
  const refused = batch.to.map(({ name, problem }) =>
    t('forward.failedOne', { name, reason: reasonOf(problem) }),
  )
  const lost = 'of' in batch ? batch.comment : batch.body
  const words =
    lost === undefined
      ? ''
      : t('of' in batch ? 'forward.failedComment' : 'forward.failedText', { text: lost.slice(0, 60) })
  const names = refused.join(language() === 'zh' ? '、' : ', ')
  return [t('forward.failed', { names }), words].filter((one) => one !== '').join('\n')
}

/** In the middle of a sentence. */
function reasonOf(problem: string | undefined): string {
  return explain(problem).replace(/[.。]$/, '')
}
