import { offKeyboardHeight, onKeyboardHeight } from '../../input/soft-keyboard'
import { ApiFailure, asyncApi } from '../api'

type Heard = (event: { height: number }) => void
const wrapped = new Map<Heard, (height: number) => void>()

export const device = {
  vibrateShort: asyncApi('vibrateShort', () => void navigator.vibrate?.(15)),
  vibrateLong: asyncApi('vibrateLong', () => void navigator.vibrate?.(400)),
  hideKeyboard: asyncApi('hideKeyboard', () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  }),
  /** The height told is 0, for the frame has made room by itself: see soft-keyboard.ts. */
  onKeyboardHeightChange(heard: Heard) {
    const listener = (height: number) => heard({ height })
    wrapped.set(heard, listener)
    onKeyboardHeight(listener)
  },
  offKeyboardHeightChange(heard?: Heard) {
    offKeyboardHeight(heard === undefined ? undefined : wrapped.get(heard))
  },
  setKeepScreenOn: asyncApi('setKeepScreenOn', () => undefined),
  scanCode: asyncApi('scanCode', () => {
    throw new ApiFailure('the web room has no scanner: open the link of the code')
  }),
  makePhoneCall: asyncApi('makePhoneCall', ({ phoneNumber }: { phoneNumber: string }) => {
    location.href = `tel:${encodeURIComponent(phoneNumber)}`
  }),
}
