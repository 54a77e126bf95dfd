import type { ClientFrameType, FrameOf } from '#protocol'
import type { Answer } from '../answer'
import type { Client } from '../client'
import type { ChatContext, Command } from '../context'
import { answer } from './answer'
import { connect, decline, unlink } from './answer-link'
import { appoint } from './appoint'
import { allow, barred } from './barred'
import { block, unblock } from './block'
import { call } from './call'
import { create } from './create'
import { dissolve } from './dissolve'
import { edit } from './edit'
import { enter } from './enter'
import { forward } from './forward'
import { hangup } from './hangup'
import { heartbeat } from './heartbeat'
import { hide } from './hide'
import { history } from './history'
import { join } from './join'
import { leave } from './leave'
import { link } from './link'
import { members } from './members'
import { pin } from './pin'
import { quit } from './quit'
import { react } from './react'
import { reactors } from './reactors'
import { read } from './read'
import { readers } from './readers'
import { recall } from './recall'
import { remove } from './remove'
import { recode, rename } from './rename'
import { say } from './say'
import { send } from './send'
import { share } from './share'
import { signal } from './signal'
import { typing } from './typing'
import { unread } from './unread'

/** What each frame does. The table is complete: a new frame without a command does not compile. */
const commands: { [T in ClientFrameType]: Command<T> } = {
  heartbeat,
  enter,
  leave,
  say,
  recall,
  forward,
  send,
  edit,
  react,
  pin,
  reactors,
  history,
  read,
  unread,
  readers,
  hide,
  typing,
  members,
  create,
  join,
  quit,
  rename,
  recode,
  appoint,
  remove,
  barred,
  allow,
  dissolve,
  link,
  connect,
  decline,
  unlink,
  block,
  unblock,
  call,
  answer,
  hangup,
  signal,
  share,
}

/** Does what a frame asks for. Throws or rejects where its command does. */
export function perform<T extends ClientFrameType>(
  frame: FrameOf<T>,
  client: Client,
  chat: ChatContext,
): Answer | Promise<Answer> {
  const type: T = frame.type
  return commands[type](frame, client, chat)
}
