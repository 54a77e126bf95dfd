import type { ComponentSpace } from 'glass-easel'
import { type BuiltinTag, builtinTags } from '../components/tags'
import { callVideo } from './call-video'
import { button } from './controls/button'
import { checkbox, checkboxGroup, radio, radioGroup } from './controls/choice'
import { form } from './controls/form'
import { input } from './controls/input'
import { label } from './controls/label'
import { picker } from './controls/picker'
import { slider } from './controls/slider'
import { switchTag } from './controls/switch'
import { textarea } from './controls/textarea'
import { type Builtin, define } from './define'
import { icon } from './icon'
import { image } from './image'
import { movableArea, movableView, pageContainer } from './movable/movable'
import { navigator } from './navigator'
import { navigationBar, pageMeta } from './page-meta'
import { progress } from './progress'
import { scrollView } from './scroll/scroll-view'
import { swiper, swiperItem } from './scroll/swiper'
import { text } from './text'
import { rootPortal, view } from './view'

const builtins: Record<BuiltinTag, Builtin> = {
  button,
  'call-video': callVideo,
  checkbox,
  'checkbox-group': checkboxGroup,
  'cover-image': image,
  'cover-view': view,
  form,
  icon,
  image,
  input,
  label,
  'movable-area': movableArea,
  'movable-view': movableView,
  'navigation-bar': navigationBar,
  navigator,
  'page-container': pageContainer,
  'page-meta': pageMeta,
  picker,
  progress,
  radio,
  'radio-group': radioGroup,
  'root-portal': rootPortal,
  'scroll-view': scrollView,
  slider,
  swiper,
  'swiper-item': swiperItem,
  switch: switchTag,
  text,
  textarea,
  view,
}

/** Makes WeChat's own tags known to every template. */
export function defineBuiltins(space: ComponentSpace): void {
  for (const tag of builtinTags) define(space, tag, builtins[tag])
}
