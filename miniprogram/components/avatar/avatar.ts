import { app } from '../../app/index'
import { t } from '../../i18n/index'
import { faceOf } from './face'

Component({
  properties: {
    /** Whose: the colour of the initial goes by it. */
    personId: String,
    name: String,
    /** An address of a picture, `preset:<n>`, or empty. */
    image: String,
    /** Width and height, px. */
    size: { type: Number, value: 40 },
    /** Whether the person is here now: a green dot. */
    online: Boolean,
  },
  data: { sign: '', ground: '', picture: '', label: '' },
  observers: {
    'personId, name, image': function (id: string, name: string, image: string) {
      this.setData({ ...faceOf(id, name, image), picture: pictureOf(image), label: t('avatar.of', { name }) })
    },
  },
  methods: {
    /** A picture that is gone or refused: the initial stands in. */
    onBroken() {
      this.setData({ picture: '' })
    },
  },
})

/** The address of a picture; empty where the avatar is none. An uploaded one is at the server. */
function pictureOf(image: string): string {
  if (image.startsWith('preset:')) return ''
  return image.startsWith('/media/') ? app.media.avatar(image) : image
}
