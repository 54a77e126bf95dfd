import { words } from '../../i18n/for-template'

const gateWords = () =>
  words('privacy.title', 'privacy.text', 'privacy.guide', 'privacy.agree', 'privacy.refuse')

type Answer = WechatMiniprogram.PrivacyAnswer
type Give = (answer: Answer) => void

/** The id of the button that WeChat must see tapped before it takes "agree" for an answer. */
const agreeButton = 'privacy-agree'

/** Questions of WeChat's that wait for this person's answer. */
const waiting = new Set<Give>()

function answerAll(answer: Answer): void {
  for (const give of waiting) give(answer)
  waiting.clear()
}

/**
 * Asks for the consent that WeChat wants before a nickname, an avatar or the clipboard is used. Stands on every
 * page: WeChat knows one asker alone, the last to register, and a question to a hidden page would wait forever.
 */
Component({
  data: {
    asked: false,
    t: gateWords(),
  },

  pageLifetimes: {
    show() {
      this.listen()
    },
    hide() {
      this.turnAway()
    },
  },

  lifetimes: {
    attached() {
      this.setData({ t: gateWords() })
      this.listen()
    },
    detached() {
      this.turnAway()
    },
  },

  methods: {
    listen() {
      // Before base library 2.32.3 WeChat asks nothing.
      if (!wx.canIUse('onNeedPrivacyAuthorization')) return
      wx.onNeedPrivacyAuthorization((give) => {
        waiting.add(give)
        give({ event: 'exposureAuthorization' })
        this.setData({ asked: true })
      })
    },

    onAgree() {
      this.setData({ asked: false })
      answerAll({ event: 'agree', buttonId: agreeButton })
    },

    /** Refusing now does not refuse for good: the next use asks again. */
    turnAway() {
      if (!this.data.asked) return
      this.setData({ asked: false })
      answerAll({ event: 'disagree' })
    },

    onGuide() {
      wx.openPrivacyContract({})
    },
  },
})
