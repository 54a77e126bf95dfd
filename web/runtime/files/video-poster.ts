/** Pixels of the longer side: more than a list shows. */
const most = 960
/** Milliseconds in which a browser must have shown a frame. */
const patienceMs = 5_000
/** Seconds into the video: the very first frame is often black. */
const at = 0.5

/** The address of a picture out of the beginning of a video; nothing where this browser cannot play it. */
export async function posterOf(file: File): Promise<string | undefined> {
  const source = URL.createObjectURL(file)
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  try {
    await heard(video, 'loadeddata', () => {
      video.preload = 'auto'
      video.src = source
    })
    await heard(video, 'seeked', () => {
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

/** Resolves with an event that something brings about; rejects when the video fails or takes too long. */
function heard(video: HTMLVideoElement, event: string, bring: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, patienceMs)
    const end = (settle: () => void) => () => {
      clearTimeout(timer)
      settle()
    }
    video.addEventListener(event, end(resolve), { once: true })
    video.addEventListener('error', end(reject), { once: true })
    bring()
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
