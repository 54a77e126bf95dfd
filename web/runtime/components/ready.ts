import { Component } from 'glass-easel'

const awaiting: { triggerLifetime(name: string, args: []): void }[] = []

/** glass-easel never fires `ready`: a component is ready when all those attached with it are in place. */
export function whenAttached(this: unknown): void {
  const node = (this as { _$?: unknown })._$ ?? this
  if (!Component.isComponent(node)) return
  if (awaiting.length === 0) setTimeout(flushReady)
  awaiting.push(node)
}

/** Fires `ready` on all components attached up to now. */
export function flushReady(): void {
  for (const node of awaiting.splice(0)) node.triggerLifetime('ready', [])
}
