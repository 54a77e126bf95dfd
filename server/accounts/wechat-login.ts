import { randomInt } from 'node:crypto'
import type { Ports } from '../chat/ports'
import type { Account, Credential } from '../store/store'
import type { WechatUser } from '../wechat/code-to-session'
import type { Wechat } from '../wechat/wechat'
import type { SignIn } from './outcome'

/**
 * Signs in by the one-time code of `wx.login`; whom WeChat names for the first time gets an account.
 * Rejects with `WechatUnavailable`.
 */
export async function signInWechat(code: string, wechat: Wechat, ports: Ports): Promise<SignIn> {
  const user = await wechat.codeToSession(code)
  if ('refused' in user) return { problem: user.refused }
  const known = await ports.store.accounts.byOpenid(user.openid)
  return { account: known ?? (await firstSignIn(user, ports)) }
}

async function firstSignIn(user: WechatUser, ports: Ports): Promise<Account> {
  // WeChat tells no nickname any more; people choose one when they like.
  const name = `微信用户${randomInt(10_000).toString().padStart(4, '0')}`
  const account = { id: ports.newId(), name, avatar: '', created: ports.now() }
  const credential: Credential = { kind: 'wechat', ...user }
  const made = await ports.store.accounts.create(account, credential)
  // Two devices of one person may come for the first time at once.
  return 'created' in made ? account : made.taken
}
