// Read first, for of two overloads the one declared later is tried first.
/// <reference types="miniprogram-api-typings" />

import type { Composer } from '../miniprogram/components/composer/composer'
import type { MentionPicker } from '../miniprogram/components/mention-picker/mention-picker'
import type { MentionPill } from '../miniprogram/components/mention-pill/mention-pill'
import type { MessageList } from '../miniprogram/components/message-list/message-list'
import type { PictureViewer } from '../miniprogram/components/picture-viewer/picture-viewer'
import type { ReactionSheet } from '../miniprogram/components/reaction-sheet/reaction-sheet'
import type { ReadersSheet } from '../miniprogram/components/readers-sheet/readers-sheet'

declare global {
  /** Our components that others call methods of, by the selector under which they stand in a template. */
  interface ComponentsBySelector {
    '#composer': Composer
    '#list': MessageList
    '#mentions': MentionPill
    '#picker': MentionPicker
    '#reactions': ReactionSheet
    '#readers': ReadersSheet
    '#viewer': PictureViewer
  }

  namespace WechatMiniprogram.Component {
    interface InstanceMethods<D extends DataOption> {
      /** null while the component is not on the page. */
      selectComponent<S extends keyof ComponentsBySelector>(selector: S): ComponentsBySelector[S] | null
    }
  }
}
