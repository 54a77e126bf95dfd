import type { ComponentSpace } from 'glass-easel'
import { button } from './button'
import { checkbox, checkboxGroup, radio, radioGroup } from './choice'
import { type Builtin, define } from './define'
import { form } from './form'
import { icon } from './icon'
import { image } from './image'
import { input } from './input'
import { label } from './label'
import { navigator } from './navigator'
import { navigationBar, pageMeta } from './page-meta'
import { picker } from './picker'
import { progress } from './progress'
import { scrollView } from './scroll-view'
import { slider } from './slider'
import { swiper, swiperItem } from './swiper'
import { switchTag } from './switch'
import { type BuiltinTag, builtinTags } from './tags'
import { text } from './text'
import { textarea } from './textarea'
import { rootPortal, view } from './view'

const builtins: Record<BuiltinTag, Builtin> = {
  button,
  checkbox,
  'checkbox-group': checkboxGroup,
  'cover-image': image,
  'cover-view': view,
  form,
  icon,
  image,
  input,
  label,
  'navigation-bar': navigationBar,
  navigator,
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
