import { offKeyboardHeight, onKeyboardHeight } from '../../input/soft-keyboard'
import { asyncApi } from '../api'

type Listener = (event: { height: number }) => void
const wrapped = new Map<Listener, (height: number) => void>()

export const device = {
  vibrateShort: asyncApi('vibrateShort', () => void navigator.vibrate?.(15)),
  vibrateLong: asyncApi('vibrateLong', () => void navigator.vibrate?.(400)),
  /** A field loses the focus; anything else keeps it, for people who go about by keys have nothing but that. */
  hideKeyboard: asyncApi('hideKeyboard', () => {
    const focused = document.activeElement
    if (focused instanceof HTMLElement && focused.matches('input, textarea')) focused.blur()
  }),
  /** The height is always 0, for the frame has made room by itself: see soft-keyboard.ts. */
  onKeyboardHeightChange(listener: Listener) {
    const onHeight = (height: number) => listener({ height })
    wrapped.set(listener, onHeight)
    onKeyboardHeight(onHeight)
  },
  offKeyboardHeightChange(listener?: Listener) {
    offKeyboardHeight(listener === undefined ? undefined : wrapped.get(listener))
  },
  setKeepScreenOn: asyncApi('setKeepScreenOn', () => undefined),
  makePhoneCall: asyncApi('makePhoneCall', ({ phoneNumber }: { phoneNumber: string }) => {
    location.href = `tel:${encodeURIComponent(phoneNumber)}`
  }),
}
