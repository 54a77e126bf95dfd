import { t } from '../../words/index'
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
      const picture = image.startsWith('preset:') ? '' : image
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
