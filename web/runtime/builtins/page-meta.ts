import { pageOf } from '../pages/page'
import type { Builtin } from './define'

/** Style of the page's root, and where it is scrolled to. */
export const pageMeta: Builtin = {
  properties: {
    pageStyle: String,
    rootFontSize: String,
    pageFontSize: String,
    backgroundColor: String,
    backgroundTextStyle: String,
    rootBackgroundColor: String,
    backgroundColorTop: String,
    backgroundColorBottom: String,
    scrollTop: String,
    scrollDuration: Number,
  },
  setup({ element, get, watch, onAttached }) {
    const apply = () => {
      const page = pageOf(element)
      if (page === undefined) return
      page.style(`${get<string>('pageStyle')};background-color:${get<string>('backgroundColor')}`)
      if (get<string>('scrollTop') !== '') page.scrollTo(Number.parseFloat(get<string>('scrollTop')), 0)
    }
    onAttached(apply)
    watch(['pageStyle', 'backgroundColor', 'scrollTop'], apply)
  },
}

export const navigationBar: Builtin = {
  properties: {
    title: String,
    loading: Boolean,
    frontColor: String,
    backgroundColor: String,
    colorAnimationDuration: Number,
    colorAnimationTimingFunc: String,
  },
  setup({ element, get, watch, onAttached }) {
    const apply = () => {
      const bar = pageOf(element)?.bar
      if (bar === undefined) return
      if (get<string>('title') !== '') bar.title(get<string>('title'))
      bar.loading(get<boolean>('loading'))
      bar.colour(get<string>('frontColor'), get<string>('backgroundColor'))
    }
    onAttached(apply)
    watch(['title', 'loading', 'frontColor', 'backgroundColor'], apply)
  },
}
