import { applyUpgrade, onUpgrade } from '../../browser/upgrade'

/** WeChat's own way to say that a new version is there. */
export const update = {
  getUpdateManager: () => ({
    onCheckForUpdate: (listener: (event: { hasUpdate: boolean }) => void) =>
      onUpgrade(() => listener({ hasUpdate: true })),
    onUpdateReady: (listener: () => void) => onUpgrade(listener),
    onUpdateFailed: () => undefined,
    applyUpdate: applyUpgrade,
  }),
}
