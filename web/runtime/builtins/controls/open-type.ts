import { warnOnce } from '../../browser/report'
import { chooseFiles } from '../../files/choose-files'
import { shareTop } from '../../pages/share'
import type { Instance } from '../define'

/** What a button with an `open-type` does beyond being tapped. */
export function openType(type: string, { emit, node }: Instance): void {
  switch (type) {
    case '':
      return
    case 'share':
      shareTop(node)
      return
    case 'chooseAvatar':
      void chooseFiles('image/*', false).then(([file]) => {
        if (file !== undefined) emit('chooseavatar', { avatarUrl: URL.createObjectURL(file) })
      })
      return
    case 'agreePrivacyAuthorization':
      emit('agreeprivacyauthorization', { errMsg: 'agreePrivacyAuthorization:ok' })
      return
    default:
      warnOnce(`<button open-type="${type}"> does nothing on the web`)
  }
}
