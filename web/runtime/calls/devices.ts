import type { CallDevice } from '../../../miniprogram/calls/engine'

const kinds: Record<MediaDeviceKind, CallDevice['kind']> = {
  audioinput: 'microphone',
  videoinput: 'camera',
  audiooutput: 'speaker',
}

/** `inUse`: the id of the one in use of each kind; of speakers empty where it is the usual one. */
export async function listDevices(
  inUse: Record<CallDevice['kind'], string | undefined>,
): Promise<CallDevice[]> {
  const found = await navigator.mediaDevices.enumerateDevices()
  return found
    .map(({ kind, deviceId: id, label }) => ({ kind: kinds[kind], id, label }))
    .filter(({ kind }) => kind !== 'speaker' || 'setSinkId' in HTMLMediaElement.prototype)
    .map((device) => ({ ...device, inUse: isInUse(device, inUse[device.kind]) }))
}

function isInUse({ kind, id }: { kind: CallDevice['kind']; id: string }, used: string | undefined): boolean {
  // Chromium lists the usual one by that name.
  return id === used || (kind === 'speaker' && used === '' && id === 'default')
}
