import { checkUpgrade } from '../browser/upgrade'
import { words } from '../browser/words'
import { openCamera } from '../files/camera'
import { chooseFiles } from '../files/choose-files'
import { type CodeReader, loadCodeReader } from '../files/code-reader'
import { act, openDialog, put, settled } from './dialog-parts'

/** Between two looks at what the camera sees, in ms: a code is read at once, and the battery of a phone lasts. */
const pauseMs = 100

type Say = (text: string) => void

/**
 * Reads a code from the camera, or from a picture that the person chooses: the text of the code, or nothing when it
 * was left by the button, Back or Esc. What stands in the way is said in the dialog. The camera ends with it.
 */
export function openScanner(onlyFromCamera: boolean): Promise<string | undefined> {
  const dialog = openDialog('wx-modal wx-scanner', words().scanCode)
  put(dialog, 'h2', words().scanCode)
  const video = put(dialog, 'video', '')
  const hint = put(dialog, 'p', words().pointAtCode)
  hint.setAttribute('role', 'status')
  const say: Say = (text) => {
    hint.textContent = text
  }
  const bar = put(dialog, 'div', '')
  const answer = settled<string | undefined>(dialog, undefined)
  const found = (code: string | undefined) => code !== undefined && answer.give(code)
  const cancel = act(bar, words().cancel, undefined, () => answer.give(undefined))
  const picture = onlyFromCamera
    ? undefined
    : act(bar, words().choosePicture, undefined, () => void readPicture(say).then(found))
  dialog.showModal()
  ;(picture ?? cancel).focus()
  void openCamera().then((camera) => {
    video.hidden = typeof camera === 'string'
    if (typeof camera === 'string') return say(words()[camera])
    void answer.given.then(() => {
      for (const track of camera.getTracks()) track.stop()
    })
    void watch(camera, video, say).then(found)
  })
  return answer.given
}

/** Shows what the camera sees until the video is gone, and looks for a code in it. */
async function watch(camera: MediaStream, video: HTMLVideoElement, say: Say): Promise<string | undefined> {
  // Not told when we end it ourselves: it was unplugged, or the leave to use it was taken back.
  camera.getVideoTracks()[0]?.addEventListener('ended', () => {
    video.hidden = true
    say(words().noCamera)
  })
  video.muted = true
  video.playsInline = true
  video.autoplay = true
  video.srcObject = camera
  const read = await reader(say)
  while (read !== undefined && video.isConnected) {
    const code = video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA ? undefined : await read(video)
    if (code !== undefined) return code
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  return undefined
}

async function readPicture(say: Say): Promise<string | undefined> {
  const [file] = await chooseFiles('image/*', false)
  if (file === undefined) return undefined
  const read = await reader(say)
  if (read === undefined) return undefined
  const picture = await createImageBitmap(file).catch(() => undefined)
  const code = picture && (await read(picture))
  picture?.close()
  if (code === undefined) say(words().noCodeInPicture)
  return code
}

async function reader(say: Say): Promise<CodeReader | undefined> {
  try {
    return await loadCodeReader()
  } catch {
    // An upgraded server no longer has it: then this tab is outdated.
    void checkUpgrade()
    say(words().noScanner)
    return undefined
  }
}
