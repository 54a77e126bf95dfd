import type { Command } from '../context'

/** Ends a call of two, or leaves that of a group. */
export const hangup: Command<'hangup'> = (frame, client, chat) => chat.calls.act(frame, client)
