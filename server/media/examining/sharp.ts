import sharp, { type Sharp } from 'sharp'
import { limits } from '#protocol'
import { MediaRefused } from '../media-refused'

// The readers of these four formats and no others: no SVG, no PDF, nothing that runs programs.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadNsgif', 'VipsForeignLoadWebp'],
})
sharp.cache(false)
sharp.concurrency(1)

export { type Sharp, sharp }

export interface Opening {
  /** All frames of one that moves. */
  animated?: boolean
  page?: number
  /** Also where pixels are missing: what is not there is grey. */
  incomplete?: boolean
}

/** A picture as it lies in a file or in memory. A mistake in it is no reason to draw nothing, unless pixels are missing. */
export function open(from: string | Buffer, { incomplete = false, ...rest }: Opening = {}): Sharp {
  return sharp(from, {
    ...rest,
    failOn: incomplete ? 'none' : 'truncated',
    limitInputPixels: limits.imagePixels,
    sequentialRead: true,
  })
}

/** What becomes of a picture that cannot be drawn is told by `MediaRefused`. */
export async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof MediaRefused) throw error
    // libvips has no codes, only sentences.
    const full = /no space left/i.test(String(error))
    throw new MediaRefused(full ? 'storage-full' : 'broken-file')
  }
}
