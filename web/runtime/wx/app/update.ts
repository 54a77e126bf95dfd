import { applyUpgrade, onUpgrade } from '../../browser/upgrade'

/** WeChat's own way to say that a new version is there. */
export const update = {
  getUpdateManager: () => ({
    onCheckForUpdate: (heard: (event: { hasUpdate: boolean }) => void) =>
      onUpgrade(() => heard({ hasUpdate: true })),
    onUpdateReady: (heard: () => void) => onUpgrade(heard),
    onUpdateFailed: () => undefined,
    applyUpdate: applyUpgrade,
  }),
}
