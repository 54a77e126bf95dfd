import { app } from '../../app/index'
import { t } from '../../i18n/index'
import { isAvatar } from '../../protocol/index'
import { faceOf } from './face'

Component({
  properties: {
    /** Whose: the colour of the initial goes by it. */
    personId: String,
    name: String,
    /** What the server says of the person: an uploaded picture, `preset:<n>`, or empty. Anything else is not shown. */
    image: String,
    /** A picture of this phone that is shown in its place: one that is chosen, and not at the server yet. */
    chosen: String,
    /** Width and height, px. */
    size: { type: Number, value: 40 },
    /** Whether the person is here now: a green dot. */
    online: Boolean,
  },
  data: { sign: '', ground: '', picture: '', label: '' },
  observers: {
    'personId, name, image, chosen': function (id: string, name: string, image: string, chosen: string) {
      const picture = chosen || pictureOf(image)
      this.setData({ ...faceOf(id, name, image), picture, label: t('avatar.of', { name }) })
    },
  },
  methods: {
    /** A picture that is gone or refused: the initial stands in. */
    onBroken() {
      this.setData({ picture: '' })
    },
  },
})

/** The address of a picture at our own server; empty where the avatar is none. No other server is asked. */
function pictureOf(image: string): string {
  return image.startsWith('/') && isAvatar(image) ? app.media.avatar(image) : ''
}
