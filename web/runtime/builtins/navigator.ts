import { warnOnce } from '../browser/report'
import { goBack, navigateTo, redirectTo, reLaunch } from '../pages/router'
import { type Builtin, hover } from './define'

export const navigator: Builtin = {
  properties: {
    ...hover,
    url: String,
    openType: { type: String, value: 'navigate' },
    delta: { type: Number, value: 1 },
    hoverClass: { type: String, value: 'navigator-hover' },
    target: String,
  },
  setup({ node, element, get }) {
    element.setAttribute('role', 'link')
    const url = () => get<string>('url')
    const actions: Record<string, () => unknown> = {
      navigate: () => navigateTo(url()),
      redirect: () => redirectTo(url()),
      switchTab: () => reLaunch(url()),
      reLaunch: () => reLaunch(url()),
      navigateBack: () => goBack(get<number>('delta')),
    }
    node.addListener('tap', () => {
      const go = actions[get<string>('openType')]
      if (go === undefined)
        warnOnce(`<navigator open-type="${get<string>('openType')}"> does nothing on the web`)
      else go()
    })
  },
}
