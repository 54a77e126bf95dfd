import type { Command } from '../context'

/** Passes on what one end of a call tells another; with nothing in it, the line of who sends it is back. */
export const signal: Command<'signal'> = (frame, client, chat) => chat.calls.act(frame, client)
