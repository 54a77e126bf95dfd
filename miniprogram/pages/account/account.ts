import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { explain, t } from '../../i18n/index'
import { loginProblem, passwordProblem } from '../../lib/login-problem'
import { patch } from '../../lib/patch'
import { follow } from '../../lib/subscriptions'
import { land } from '../../navigation/land'
import type { AccountKind } from '../../protocol/index'
import { Refused } from '../../session/refused'
import { toast } from '../../ui/dialogs'
import { themed } from '../../ui/themed'
import type { SecretField } from './secret-form/secret-form'

type Sent = WechatMiniprogram.CustomEvent<Record<string, string | undefined>>

const pageWords = () =>
  words('account.keep', 'account.keepHint', 'account.change', 'account.changeHint', 'account.byWechat')

/** How one comes back to this account, and where one is signed in. */
Page({
  behaviors: [themed],

  data: {
    t: pageWords(),
    /** Empty until the server has told. */
    kind: '' as AccountKind | '',
    fields: [] as SecretField[],
    problem: '',
    busy: false,
    /** Off for a moment, so that a form that is done is an empty one. */
    isFormShown: true,
    /** How often the devices may have become others. */
    round: 0,
  },

  onLoad(query: Record<string, string | undefined>) {
    if (land(query)) return
    patch(this, { t: pageWords() })
    wx.setNavigationBarTitle({ title: t('account.title') })
    follow(
      this,
      app.account.subscribe((kind) => {
        const fields = kind === 'guest' ? keepFields() : changeFields()
        patch(this, { kind: kind ?? '', fields, problem: '' })
      }),
    )
  },

  onKeep({ detail }: Sent) {
    const { login = '', password = '' } = detail
    const name = login.trim()
    const keep = () => app.account.keep(name, password)
    const problem = loginProblem(name) || passwordProblem(password)
    void this.run(problem, keep, t('account.kept', { name }))
  },

  onChange({ detail }: Sent) {
    const { current = '', fresh = '' } = detail
    const change = () => app.account.changePassword(current, fresh)
    void this.run(passwordProblem(fresh), change, t('account.changed'))
  },

  /** `problem`: what can be told without asking the server. */
  async run(problem: string, ask: () => Promise<void>, done: string) {
    if (this.data.busy) return
    patch(this, { problem, busy: problem === '' })
    if (problem !== '') return
    try {
      await ask()
      toast(done)
      patch(this, { busy: false, isFormShown: false, round: this.data.round + 1 }, () =>
        patch(this, { isFormShown: true }),
      )
    } catch (error) {
      patch(this, { busy: false, problem: inWords(error) })
    }
  },
})

function keepFields(): SecretField[] {
  return [
    { name: 'login', label: t('signIn.login'), hint: t('signIn.loginHint'), isSecret: false },
    { name: 'password', label: t('signIn.password'), hint: t('signIn.passwordHint'), isSecret: true },
  ]
}

function changeFields(): SecretField[] {
  return [
    { name: 'current', label: t('account.current'), hint: '', isSecret: true },
    { name: 'fresh', label: t('account.fresh'), hint: t('signIn.passwordHint'), isSecret: true },
  ]
}

/** The only password that can be wrong here is the current one. */
function inWords(problem: unknown): string {
  const isCurrent = problem instanceof Refused && problem.code === 'wrong-password'
  return isCurrent ? t('account.wrongCurrent') : explain(problem)
}
