import { account } from './account'
import { calls } from './calls'
import { common } from './common'
import { forward } from './forward'
import { home } from './home'
import { media } from './media'
import { newRoom } from './new-room'
import { people } from './people'
import { roomWords } from './room-words'
import { signIn } from './sign-in'
import { uploads } from './uploads'

/** Every word that people read, in both languages. `{name}` stands for what is put in. */
export const table = {
  'problem.offline': { zh: '网络不可用，请稍后再试', en: 'No network. Try again later.' },
  'problem.untrusted-server': {
    zh: '这不是本程序的服务器',
    en: 'This is not the server that this program was made for.',
  },
  'problem.no-answer': { zh: '服务器没有回应，请稍后再试', en: 'The server did not answer. Try again.' },
  'problem.signed-out': { zh: '请先登录', en: 'Sign in first.' },
  'problem.not-signed-in': { zh: '登录已失效，请重新登录', en: 'Your sign-in has ended. Sign in again.' },
  'problem.try-again': { zh: '服务器繁忙，请稍后再试', en: 'The server is busy. Try again.' },
  'problem.too-fast': { zh: '操作太频繁，请稍等一下', en: 'Too fast. Wait a moment.' },
  'problem.internal': { zh: '服务器出错了', en: 'The server made a mistake.' },
  'problem.unknown': { zh: '没有成功（{code}）', en: 'It did not work ({code}).' },

  'problem.empty-text': { zh: '不能发送空白消息', en: 'A message cannot be blank.' },
  'problem.text-too-long': { zh: '文字太长了，最多 4000 字', en: 'Too long: 4,000 characters at most.' },
  'problem.bad-text': { zh: '文字里有无法发送的字符', en: 'The text has characters that cannot be sent.' },
  'problem.unknown-kind': { zh: '不能发送这类消息', en: 'Messages of this kind cannot be sent.' },
  'problem.id-reused': { zh: '这条消息没有发出去，请重试', en: 'This message was not sent. Try again.' },
  'problem.unknown-room': {
    zh: '房间不存在，或你不在其中',
    en: 'There is no such room, or you are not in it.',
  },
  'problem.not-entered': { zh: '请先进入房间', en: 'Enter the room first.' },
  'problem.too-many-entered': { zh: '同时打开的房间太多了', en: 'Too many rooms are open.' },
  'problem.not-the-owner': { zh: '只有群主可以这样做', en: 'Only the owner may do this.' },
  'problem.bad-name': { zh: '名字要有 1 到 32 个字', en: 'A name has 1 to 32 characters.' },
  'problem.unknown-code': { zh: '没有这个房间号', en: 'No room has this code.' },
  'problem.barred': {
    zh: '你已被移出这个房间，群主可以让你重新加入',
    en: 'You were taken out of this room. Its owner can let you in again.',
  },
  'problem.room-full': { zh: '房间已满', en: 'The room is full.' },
  'problem.too-many-rooms': { zh: '加入的房间太多了', en: 'You are in too many rooms.' },
  'problem.not-a-member': { zh: '对方不在这个房间', en: 'This person is not in the room.' },
  'problem.too-slow': { zh: '网络太慢，请重试', en: 'The network is too slow. Please try again.' },
  'problem.lobby-is-open': { zh: '大厅属于所有人', en: 'The lobby belongs to everyone.' },
  'problem.unknown-message': { zh: '没有这条消息', en: 'There is no such message.' },
  'problem.not-yours': { zh: '只能对自己的消息这样做', en: 'This can be done to your own messages only.' },
  'problem.too-late': {
    zh: '这条消息太久了，不能再这样做',
    en: 'The time in which this can be done has passed.',
  },
  'problem.already-recalled': { zh: '消息已经撤回', en: 'The message was recalled before.' },
  'problem.not-a-text': { zh: '只能编辑文字消息', en: 'Only a text can be edited.' },
  'problem.not-your-words': {
    zh: '转发的消息是别人说的话，不能编辑',
    en: 'A forwarded text is what somebody else said: it cannot be edited.',
  },
  'problem.too-many-edits': {
    zh: '这条消息编辑的次数太多了',
    en: 'This message was edited too many times.',
  },
  'problem.not-an-emoji': { zh: '只能用一个表情回应', en: 'A reaction is one emoji.' },
  'problem.too-many-reactions': {
    zh: '这条消息已有太多种表情',
    en: 'This message has too many different emojis.',
  },
  'problem.too-many-mentions': {
    zh: '一条消息最多提到 50 人',
    en: 'A message mentions at most 50 people.',
  },
  'problem.everyone-again': {
    zh: '不到一分钟前刚提到过所有人，请稍后重试',
    en: 'Everyone was mentioned less than a minute ago. Try again later.',
  },
  'problem.too-many-pins': {
    zh: '已置顶 20 条消息，请先取消一条',
    en: 'Twenty messages are pinned. Take one off first.',
  },
  'problem.receipts-off': {
    zh: '你已关闭已读回执，所以看不到谁读过。可以在“账号与设备”里打开',
    en: 'Your read receipts are off, so you do not see who reads. Turn them on under Account and devices.',
  },
  'problem.too-many-hidden': {
    zh: '你在这个房间删除的消息太多了',
    en: 'You have deleted too many messages of this room for yourself.',
  },
  'problem.unknown-host': {
    zh: '服务器不认识这个地址，请告诉管理员',
    en: 'The server does not know this address. Tell whoever runs it.',
  },
  'problem.unknown-person': { zh: '没有找到这个人', en: 'There is nobody with this ID.' },
  'problem.yourself': { zh: '不能对自己这样做', en: 'You cannot do this to yourself.' },
  'problem.not-accepting': {
    zh: '对方不接受你的邀请',
    en: 'This person does not take invitations from you.',
  },
  'problem.blocked': {
    zh: '你已屏蔽对方，先解除屏蔽',
    en: 'You have blocked this person. Unblock them first.',
  },
  'problem.unknown-invitation': { zh: '邀请已失效', en: 'This invitation is no longer waiting.' },
  'problem.too-many-invitations': {
    zh: '等待回应的邀请太多了',
    en: 'Too many of your invitations are waiting.',
  },
  'problem.declined-recently': {
    zh: '对方谢绝了邀请，一天后可再试',
    en: 'Declined. You may ask again after a day.',
  },

  'problem.bad-password': { zh: '密码要有 8 到 128 个字符', en: 'A password has 8 to 128 characters.' },
  'problem.wrong-password': { zh: '账号或密码不对', en: 'The name or the password is wrong.' },
  'problem.name-taken': { zh: '这个账号名已有人使用', en: 'This name is taken.' },
  'problem.common-password': {
    zh: '这个密码太常见了，请换一个',
    en: 'This password is one of the commonest. Choose another one.',
  },
  'problem.not-a-guest': { zh: '这个账号已经保留了', en: 'This account is kept already.' },
  'problem.no-password': { zh: '这个账号没有密码', en: 'This account has no password.' },
  'problem.unknown-session': { zh: '那台设备已经退出了', en: 'That device is signed out already.' },
  'problem.bad-avatar': { zh: '头像不能使用', en: 'This avatar cannot be used.' },
  'problem.sign-in-off': { zh: '这里不能用这种方式登录', en: 'This way to sign in is off here.' },
  'problem.bad-wechat-code': { zh: '微信登录没有成功，请再试一次', en: 'WeChat sign-in failed. Try again.' },
  'problem.wechat-refused': { zh: '微信没有允许登录', en: 'WeChat did not let you in.' },
  'problem.wechat-unavailable': { zh: '微信暂时没有回应', en: 'WeChat does not answer at the moment.' },

  'problem.unreadable': { zh: '无法识别这个码', en: 'This code cannot be read.' },
  'problem.foreign': { zh: '这不是本聊天室的码', en: 'This code belongs to something else.' },
  'problem.expired': {
    zh: '邀请已过期，请向朋友要一个新的',
    en: 'This invitation has expired. Ask for a new one.',
  },

  ...roomWords,
  ...media,
  ...uploads,

  ...common,
  ...signIn,
  ...home,
  ...account,
  ...people,
  ...newRoom,
  ...forward,
  ...calls,
} as const
