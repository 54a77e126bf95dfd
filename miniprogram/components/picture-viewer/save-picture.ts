import { app } from '../../app/index'
import { type Download, download } from '../../platform/download'
import { saveImage } from '../../platform/open-media'
import { pathOf, remove } from '../../platform/opened-files'
import type { MediaBodyOf } from '../../protocol/index'

/** How the name of a picture ends, by its type. */
const endings: Record<MediaBodyOf<'image'>['type'], string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
}

/** Brings a picture onto the phone and into its album; a computer asks where to put it. Rejects with `Refused`. */
export async function savePicture(
  room: string,
  { media, type, size }: MediaBodyOf<'image'>,
  onProgress: (download: Download, percent: number) => void,
): Promise<void> {
  const path = pathOf(media, endings[type])
  const addressOf = (refused?: string) =>
    app.media.address(room, media, { ...(refused !== undefined && { refused }) })
  const loading: Download = download({ path, size }, addressOf, (percent) => onProgress(loading, percent))
  const saved = await loading.done
  try {
    await saveImage(saved)
  } finally {
    remove(saved)
  }
}
