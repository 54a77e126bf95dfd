import type { CallOptions, LiveCall } from '../../../miniprogram/calls/engine'
import { ask, askForBoth } from './ask'
import { OwnCall } from './own-call'
import type { Shared } from './shared'

/** Takes the devices, and with them a part in a call. Rejects as `CallEngine.open`. */
export async function openCall(options: CallOptions, shared: Shared): Promise<LiveCall> {
  const { refuse } = shared
  const tracks =
    options.media === 'video'
      ? await askForBoth(refuse)
      : { microphone: await ask('microphone', undefined, refuse) }
  return new OwnCall(options, shared, tracks)
}
