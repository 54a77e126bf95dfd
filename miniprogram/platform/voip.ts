import type { AnswerOf } from '../protocol/index'
import { Refused } from '../session/refused'

/** Whether WeChat has its own talk of several voices here; whether the program may use it is known when it is tried. */
export function hasVoip(): boolean {
  return wx.canIUse('joinVoIPChat')
}

/** Joins WeChat's own talk. Rejects with `Refused('voip-failed')`: few programs are let. */
export function joinVoip(signature: AnswerOf<'POST /api/calls/{call}/voip'>): Promise<void> {
  return new Promise((resolve, reject) => {
    wx.joinVoIPChat({
      ...signature,
      roomType: 'voice',
      success: () => resolve(),
      fail: ({ errMsg }) => reject(new Refused('voip-failed', errMsg)),
    })
  })
}
