import type { Command } from '../context'

/** Says what one gives to the others in a call from now on. */
export const share: Command<'share'> = (frame, client, chat) => chat.calls.act(frame, client)
