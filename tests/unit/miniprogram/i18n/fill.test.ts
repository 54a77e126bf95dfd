import { expect, it } from 'vitest'
import { fill } from '../../../../miniprogram/i18n/fill'

it.each([
  ['{name}撤回了一条消息', 'Ann', 'Ann 撤回了一条消息'],
  ['{name} 撤回了一条消息', 'Ann', 'Ann 撤回了一条消息'],
  ['{name}撤回了一条消息', '王小明', '王小明撤回了一条消息'],
  ['{name} 撤回了一条消息', '王小明', '王小明撤回了一条消息'],
  ['回复 {name}', '小明', '回复小明'],
  ['回复{name}', 'Ann 王', '回复 Ann 王'],
  ['{name}正在输入…', '小明🍵', '小明🍵 正在输入…'],
  ['{name}：早', 'Ann', 'Ann：早'],
  ['来「{name}」聊天', 'Tea', '来「Tea」聊天'],
  ['{name} in 3 rooms', '王小明', '王小明 in 3 rooms'],
])('%s with %s is %s', (text, name, read) => {
  expect(fill(text, { name })).toBe(read)
})

it('puts a blank between Chinese words and a number, too, however many values there are', () => {
  expect(fill('{name}等{count}人来了', { name: 'Bo', count: 3 })).toBe('Bo 等 3 人来了')
  expect(fill('{name}和{other}正在输入…', { name: 'Bo', other: '小红' })).toBe('Bo 和小红正在输入…')
})

it('leaves what is not given, and what looks like a place in a value', () => {
  expect(fill('{name}: {text}', { name: '{text}' })).toBe('{text}: {text}')
})
