/** Pixels of the longer side: more than a list shows. */
const most = 960
/** How long a browser may take to decode a frame, in ms. */
const frameTimeoutMs = 5_000
/** Seconds into the video: the very first frame is often black. */
const at = 0.5

/** The address of a picture from the beginning of a video; undefined when this browser cannot play it. */
export async function posterOf(file: File): Promise<string | undefined> {
  const source = URL.createObjectURL(file)
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  try {
    await eventOf(video, 'loadeddata', () => {
      video.preload = 'auto'
      video.src = source
    })
    await eventOf(video, 'seeked', () => {
      video.currentTime = Math.min(at, video.duration / 2 || 0)
    })
    return await pictureOf(video)
  } catch {
    return undefined
  } finally {
    video.removeAttribute('src')
    URL.revokeObjectURL(source)
  }
}

/** Resolves with the event that `trigger` leads to; rejects when the video fails or the time is over. */
function eventOf(video: HTMLVideoElement, event: string, trigger: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, frameTimeoutMs)
    const end = (settle: () => void) => () => {
      clearTimeout(timer)
      settle()
    }
    video.addEventListener(event, end(resolve), { once: true })
    video.addEventListener('error', end(reject), { once: true })
    trigger()
  })
}

async function pictureOf(video: HTMLVideoElement): Promise<string | undefined> {
  const scale = Math.min(1, most / Math.max(video.videoWidth, video.videoHeight))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(video.videoWidth * scale)
  canvas.height = Math.round(video.videoHeight * scale)
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8))
  return picture === null ? undefined : URL.createObjectURL(picture)
}
