import type { BarcodeDetector } from 'qr/decode.js'

/** Finds the text of a QR code in a picture, or in the frame that a video shows. Never rejects for want of a code. */
export type CodeReader = (seen: ImageBitmap | HTMLVideoElement) => Promise<string | undefined>

const format = 'qr_code'
/** Pixels of the longer side that our own decoder looks at: more make it slow, and a code that needs them is far away. */
const most = 1_600
/** How long our own decoder may go on trying, in ms: the next frame of a video may be better, a picture has none. */
const patienceMs = { frame: 50, picture: 1_000 }

/** The browser's own reader, where it has one for such codes; else ours, which is loaded now. Rejects when it does not come. */
export async function loadCodeReader(): Promise<CodeReader> {
  const detector = await ownDetector()
  if (detector === undefined) return loadDecoder()
  return async (seen) => {
    const [found] = await detector.detect(seen)
    return found?.rawValue
  }
}

/** A browser may have the class and nothing behind it: its system may lack the service. So it is tried. */
async function ownDetector(): Promise<BarcodeDetector | undefined> {
  const { BarcodeDetector: Own } = globalThis as { BarcodeDetector?: typeof BarcodeDetector }
  try {
    const formats = await Own?.getSupportedFormats()
    if (Own === undefined || !formats?.includes(format)) return undefined
    const detector = new Own({ formats: [format] })
    await detector.detect(new ImageData(1, 1))
    return detector
  } catch {
    return undefined
  }
}

async function loadDecoder(): Promise<CodeReader> {
  const { decodeQR } = await import('qr/decode.js')
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return async (seen) => {
    const isVideo = seen instanceof HTMLVideoElement
    const { width, height } = isVideo ? { width: seen.videoWidth, height: seen.videoHeight } : seen
    const scale = Math.min(1, most / Math.max(width, height))
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    if (context === null || canvas.width * canvas.height === 0) return undefined
    context.drawImage(seen, 0, 0, canvas.width, canvas.height)
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height)
    try {
      return decodeQR(pixels, { timeLimit: isVideo ? patienceMs.frame : patienceMs.picture })
    } catch {
      return undefined
    }
  }
}
