/** Why there is no camera to be had. */
export type CameraProblem = 'cameraNeedsHttps' | 'cameraRefused' | 'noCamera'

/** Asks for the camera that looks away from the person, where there are several. Who gets it ends its tracks. */
export async function openCamera(): Promise<MediaStream | CameraProblem> {
  // Only contexts that the browser takes for secure have it.
  if (navigator.mediaDevices === undefined) return 'cameraNeedsHttps'
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: 1_280 }, height: { ideal: 720 } },
    })
  } catch (error) {
    return (error as DOMException).name === 'NotAllowedError' ? 'cameraRefused' : 'noCamera'
  }
}
