import type { Transcript } from '../../miniprogram/messages/transcript'
import type { Message } from '../../miniprogram/protocol/index'

export const ann = { id: 'ann', name: 'Ann', avatar: '' }
export const bo = { id: 'bo', name: 'Bo', avatar: '' }

/** What Bo said, a text unless `change` says otherwise. */
export function message(seq: number, change: Partial<Message> = {}): Message {
  return { seq, id: `m${seq}`, from: bo, kind: 'text', body: `${seq}`, time: seq, ...change }
}

/** What Ann has not sent yet. */
export const pending = (id: string, change: object = {}) => ({
  place: 1,
  room: 'r',
  port: 'group' as const,
  id,
  body: `unsent ${id}`,
  time: 1,
  ...change,
})

export const texts = ({ lines }: Transcript) => lines.map(({ text }) => text)
