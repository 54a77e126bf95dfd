import type { CallEngine } from '../../../../miniprogram/calls/engine'
import { checkUpgrade } from '../../browser/upgrade'
import { streamNames } from '../../files/streams'

type MakeRefusal = (code: string, message: string) => Error

/** The script that makes calls is loaded with the first one. What a page of ours has to know before comes without it. */
function createCallEngine(refuse: MakeRefusal): CallEngine {
  return {
    canShareScreen: navigator.mediaDevices?.getDisplayMedia !== undefined,
    async open(options) {
      // Only contexts that the browser takes for secure have it.
      if (navigator.mediaDevices === undefined)
        throw refuse('insecure-page', 'Browsers give the microphone to https alone.')
      const { openCall } = await import('../../calls').catch((error: unknown) => {
        // An upgraded server no longer has it: then this tab is outdated.
        void checkUpgrade()
        throw refuse('offline', String(error))
      })
      return openCall(options, { streams: streamNames, refuse })
    },
  }
}

export const calls = { createCallEngine }
