/** A place in iView 2.0.0 that is wrong: found, it is replaced; not found, the build fails. */
interface Mend {
  file: string
  find: string
  put: string
}

/** The package has had no release since 2018, so what is wrong in it stays wrong. */
const mends: readonly Mend[] = [
  // The layers that are tapped lie empty over the titles: to a screen reader they are nameless.
  {
    file: 'tab-bar/index.js',
    find: 'key: item.data.key',
    put: 'key: item.data.key, title: item.data.title + (item.data.count ? " " + item.data.count : ""), current: item.data.key === val',
  },
  // The number of a badge is part of the name of its tab, also when it changes.
  {
    file: 'tab-bar-item/index.js',
    find: `count: {
            type: Number,
            value: 0`,
    put: `count: {
            type: Number,
            value: 0,
            observer () {
                const parent = this.getRelationNodes('../tab-bar/index')[0];
                if (parent) parent.changeCurrent();
            }`,
  },
  {
    file: 'tab-bar/index.wxml',
    find: 'data-key="{{ item.key }}"',
    put: 'data-key="{{ item.key }}" aria-role="tab" aria-label="{{ item.title }}" aria-selected="{{ item.current }}"',
  },
  {
    file: 'tab-bar/index.wxml',
    find: 'class="i-tab-bar-list"',
    put: 'class="i-tab-bar-list" aria-role="tablist"',
  },
  // A row is one thing to tap, and not two within one another of which the inner one has no name.
  { file: 'cell/index.wxml', find: 'bindtap="handleTap"', put: 'bindtap="handleTap" aria-role="button"' },
  { file: 'cell/index.wxml', find: 'catchtap="navigateTo" ', put: '' },
  // Its arrow had the colour of a hairline: in the dark nobody saw it.
  {
    file: 'cell/index.wxss',
    find: 'border-width:2px 2px 0 0;border-color:#dddee1',
    put: 'border-width:2px 2px 0 0;border-color:var(--ink-soft, #80848f)',
  },
  // A long text pushed what stands at the end of the row off the screen.
  { file: 'cell/index.wxss', find: '.i-cell-bd{flex:1}', put: '.i-cell-bd{flex:1;min-width:0}' },
]

/** Mends a file of iView; `file` is its path below `dist/`. */
export function mend(file: string, text: string): string {
  const own = mends.filter((one) => one.file === file)
  const mended = own.reduce((before, { find, put }) => {
    if (!before.includes(find))
      throw new Error(`iview-weapp: ${file} has no ${find}: look at scripts/iview/mend.ts`)
    return before.replace(find, () => put)
  }, text)
  // A key is the name of a field; a binding there is a warning for each list that is drawn.
  return file.endsWith('.wxml') ? mended.replace(/wx:key="\{\{ ?item\.(\w+) ?\}\}"/g, 'wx:key="$1"') : mended
}
