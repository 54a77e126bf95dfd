import type { WordKey } from '../../i18n/index'
import { closes } from '../../protocol/index'
import type { ConnectionStatus } from '../../stores/connection-store'

/** What the banner says, and whether a tap tries again. Nothing: all is well, or nobody is signed in. */
export function noticeOf(status: ConnectionStatus): { text: WordKey; retry: boolean } | undefined {
  if (status.state === 'offline') return { text: 'banner.offline', retry: true }
  if (status.state === 'waiting') return { text: 'banner.waiting', retry: true }
  if (status.code === closes.outdated.code) return { text: 'banner.outdated', retry: false }
  if (status.state === 'refused') return { text: 'banner.refused', retry: true }
  if (status.state === 'connecting') return { text: 'banner.connecting', retry: false }
  return status.storageFull ? { text: 'banner.storage', retry: false } : undefined
}

/** Milliseconds a connection may take before the banner speaks of it: most take less, and a flash only worries. */
export const graceMs = 1_500
