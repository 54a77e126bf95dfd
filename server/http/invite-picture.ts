import { LRUCache } from 'lru-cache'
import encodeQr from 'qr'
import sharp from 'sharp'
import type { Wechat } from '../wechat/wechat'
import { type Invite, inviteAddress, invitePage, inviteScene } from './invite-address'

/** Draws the code of an invitation. */
interface InvitePictures {
  /** A mini-program code where a WeChat app is configured, else a QR code of the address below `base`. */
  draw(invite: Invite, base: string): Promise<Buffer>
}

/** Bytes of pictures kept. The same invitation always has the same picture. */
const kept = 16_777_216
/** Side of a QR code in pixels. */
const width = 480

export function openInvitePictures(wechat: Wechat | undefined): InvitePictures {
  const pictures = new LRUCache<string, Buffer>({
    maxSize: kept,
    sizeCalculation: (picture) => picture.length,
  })
  return {
    async draw(invite, base) {
      const content = wechat ? inviteScene(invite) : inviteAddress(base, invite)
      const known = pictures.get(content)
      if (known) return known
      const picture = wechat
        ? await wechat.miniProgramCode({ scene: content, page: invitePage(invite) })
        : await pictureOf(content)
      pictures.set(content, picture)
      return picture
    },
  }
}

/** A QR code as a PNG, with two modules of white around it. */
function pictureOf(content: string): Promise<Buffer> {
  const rows = encodeQr(content, 'raw', { ecc: 'medium', border: 2 })
  const pixels = Buffer.from(rows.flat().map((dark) => (dark ? 0 : 255)))
  const side = rows.length
  return sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
    .resize(width, width, { kernel: 'nearest' })
    .toColourspace('b-w')
    .png()
    .toBuffer()
}
