import { app } from '../../app/index'
import { type AddressOf, type Download, download } from '../../platform/download'
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
export function savePicture(
  room: string,
  { media, type, size }: MediaBodyOf<'image'>,
  onProgress: (percent: number) => void,
): Download {
  const path = pathOf(media, endings[type])
  const addressOf: AddressOf = (refused) => app.media.address(room, media, { refused })
  const { done, cancel } = download({ path, size }, addressOf, onProgress)
  const save = async () => {
    await done
    await saveImage(path).finally(() => remove(path))
    return path
  }
  return { done: save(), cancel }
}
