import { LRUCache } from 'lru-cache'
import type { Wechat } from '../wechat/wechat'
import { type Invite, inviteAddress, invitePage, inviteScene } from './invite-address'
import { qrPicture } from './qr-picture'

/** Draws the code of an invitation. */
interface InvitePictures {
  /** A mini-program code where a WeChat app is configured, else a QR code of the address below `base`. */
  draw(invite: Invite, base: string): Promise<Buffer>
}

/** Bytes of pictures kept. The same invitation always has the same picture. */
const kept = 16_777_216

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
        : await qrPicture(content)
      pictures.set(content, picture)
      return picture
    },
  }
}
