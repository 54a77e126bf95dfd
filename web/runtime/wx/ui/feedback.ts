import { words } from '../../browser/words'
import { chooseFrom, type ModalOptions, modal } from '../../overlays/dialogs'
import { hideToast, type ToastOptions, toast } from '../../overlays/toast'
import { ApiFailure, asyncApi } from '../api'

interface SheetOptions {
  itemList: string[]
  itemColor?: string
  alertText?: string
}

export const feedback = {
  showToast: asyncApi('showToast', (options: ToastOptions) => toast(options)),
  hideToast: asyncApi('hideToast', hideToast),
  showLoading: asyncApi('showLoading', (options: ToastOptions) =>
    toast({ ...options, icon: 'loading', duration: Number.POSITIVE_INFINITY }),
  ),
  hideLoading: asyncApi('hideLoading', hideToast),
  showModal: asyncApi('showModal', (options: ModalOptions) => modal(options)),
  showActionSheet: asyncApi('showActionSheet', async ({ itemList, itemColor, alertText }: SheetOptions) => {
    const tapIndex = await chooseFrom(itemList, {
      cancelText: words().cancel,
      ...(alertText === undefined ? {} : { title: alertText }),
      ...(itemColor === undefined ? {} : { colour: itemColor }),
    })
    if (tapIndex === undefined) throw new ApiFailure('cancel')
    return { tapIndex }
  }),
}
