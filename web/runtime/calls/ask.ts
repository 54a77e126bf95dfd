import type { MakeRefusal } from './shared'

export type Device = 'microphone' | 'camera'

/** What is asked of a device. Echoes and noise are the browser's to take away; a picture of that size is what a call can carry. */
const wishes = {
  microphone: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  camera: {
    width: { ideal: 1_280 },
    height: { ideal: 720 },
    frameRate: { ideal: 30, max: 30 },
    facingMode: 'user',
  },
} satisfies Record<Device, MediaTrackConstraints>

function wishFor(device: Device, id: string | undefined): MediaTrackConstraints {
  return id === undefined ? wishes[device] : { ...wishes[device], deviceId: { exact: id } }
}

/** Takes a device: the one with this id, or the one that the browser prefers. Rejects with a refusal by name. */
export async function ask(
  device: Device,
  id: string | undefined,
  refuse: MakeRefusal,
): Promise<MediaStreamTrack> {
  const wish = wishFor(device, id)
  try {
    const stream = await navigator.mediaDevices.getUserMedia(
      device === 'microphone' ? { audio: wish } : { video: wish },
    )
    return stream.getTracks()[0] as MediaStreamTrack
  } catch (error) {
    throw refusalOf(error, device, refuse)
  }
}

/** Takes both, with one question to the person; the microphone alone where only the camera cannot be had. */
export async function askForBoth(refuse: MakeRefusal): Promise<Partial<Record<Device, MediaStreamTrack>>> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: wishes.microphone,
      video: wishes.camera,
    })
    const [microphone] = stream.getAudioTracks()
    const [camera] = stream.getVideoTracks()
    return { ...(microphone && { microphone }), ...(camera && { camera }) }
  } catch (error) {
    // Who has just said no is not asked again.
    if (nameOf(error) === 'NotAllowedError' && !(await isCameraAloneBarred()))
      throw refusalOf(error, 'microphone', refuse)
    return { microphone: await ask('microphone', undefined, refuse) }
  }
}

/** Nobody was asked: the camera was barred long before, and the microphone was not. */
async function isCameraAloneBarred(): Promise<boolean> {
  const stateOf = (name: string) =>
    navigator.permissions.query({ name: name as PermissionName }).then(
      ({ state }) => state,
      // Not every browser knows these two.
      () => 'prompt',
    )
  return (await stateOf('camera')) === 'denied' && (await stateOf('microphone')) !== 'denied'
}

/** Asks which screen, window or tab is to be shared. Rejects with `no-screen`, `not-allowed`, or `cancelled` where none was chosen. */
export async function askForScreen(refuse: MakeRefusal): Promise<MediaStreamTrack> {
  if (navigator.mediaDevices.getDisplayMedia === undefined)
    throw refuse('no-screen', 'This browser shares no screen.')
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 15 } } })
    const [track] = stream.getVideoTracks() as [MediaStreamTrack]
    // Letters are to be read: rather fewer pictures than blurred ones.
    track.contentHint = 'detail'
    return track
  } catch (error) {
    throw refuse(screenCodeOf(error), String(error))
  }
}

function screenCodeOf(error: unknown): string {
  const name = nameOf(error)
  // Chromium names by the same word that the person chose nothing, and that the system lets no screen be seen.
  if (name === 'NotAllowedError') return /system/i.test(String(error)) ? 'not-allowed' : 'cancelled'
  return name === 'InvalidStateError' ? 'not-allowed' : 'no-screen'
}

function refusalOf(error: unknown, device: Device, refuse: MakeRefusal): Error {
  const name = nameOf(error)
  if (name === 'NotAllowedError' || name === 'SecurityError') return refuse('not-allowed', String(error))
  if (name === 'NotFoundError' || name === 'OverconstrainedError')
    return refuse(`no-${device}`, String(error))
  return refuse('device-busy', String(error))
}

const nameOf = (error: unknown): string =>
  error instanceof Error || error instanceof DOMException ? error.name : ''
