import type { Line } from '../../miniprogram/messages/line'

export const bo = { id: 'bo', name: 'Bo', avatar: '' }

/** A line that Bo said and nothing has happened to; `change` says what it is. */
export function lineOf(seq: number, change: Partial<Line> & Pick<Line, 'kind'>): Line {
  return {
    ...{ key: `k${seq}`, seq, id: `${seq}`, from: bo, mine: false, text: '', time: 0 },
    ...{ status: 'sent', mentionsMe: false },
    ...change,
  }
}
