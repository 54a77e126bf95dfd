import { topBody } from '../../browser/frame'
import { currentTheme, onThemeChange, type Theme } from '../../browser/theme'
import { asyncApi, eventPair } from '../api'

/** The base library whose behaviour the web room follows most closely; read by pages that ask for a version. */
const baseLibrary = '3.8.12'

const themeListeners = new Set<(event: { theme: Theme }) => void>()
onThemeChange((theme) => {
  for (const listener of themeListeners) listener({ theme })
})

const resizeListeners = new Set<(event: { size: { windowWidth: number; windowHeight: number } }) => void>()
window.addEventListener('resize', () => {
  const { windowWidth, windowHeight } = windowInfo()
  for (const listener of resizeListeners) listener({ size: { windowWidth, windowHeight } })
})

function windowInfo() {
  const body = topBody()
  const { clientWidth: windowWidth, clientHeight: windowHeight } = body
  const screenTop = body.getBoundingClientRect().top
  const safe = safeArea()
  return {
    pixelRatio: window.devicePixelRatio,
    windowWidth,
    windowHeight,
    screenWidth: windowWidth,
    screenHeight: windowHeight + screenTop,
    screenTop,
    statusBarHeight: safe.top,
    safeArea: safe,
  }
}

/** The notch and the home bar, which only CSS knows. */
function safeArea() {
  const style = getComputedStyle(document.documentElement)
  const inset = (side: string) => Number.parseFloat(style.getPropertyValue(`--safe-${side}`)) || 0
  const { clientWidth: width, clientHeight: height } = topBody()
  const [top, bottom, left] = [inset('top'), height - inset('bottom'), inset('left')]
  const right = width - inset('right')
  return { top, bottom, left, right, width: right - left, height: bottom - top }
}

function appBaseInfo() {
  return {
    SDKVersion: baseLibrary,
    version: baseLibrary,
    enableDebug: false,
    host: { appId: '', env: 'web' },
    language: navigator.language.replace('-', '_'),
    theme: currentTheme(),
    fontSizeSetting: 16,
    fontSizeScaleFactor: 1,
  }
}

/** A platform of its own, so that a page can tell a browser from a phone. */
function deviceInfo() {
  return {
    abi: '',
    benchmarkLevel: 50,
    brand: 'web',
    model: 'web',
    system: navigator.userAgent,
    platform: 'web',
  }
}

const systemSetting = () => ({
  bluetoothEnabled: false,
  locationEnabled: false,
  wifiEnabled: true,
  deviceOrientation: window.innerWidth > window.innerHeight ? 'landscape' : 'portrait',
})

const systemInfo = () => ({ ...windowInfo(), ...appBaseInfo(), ...deviceInfo(), ...systemSetting() })

/** There is no capsule: its place is a line without width, at the right, as high as WeChat's. */
function menuButton() {
  const right = topBody().clientWidth - 7
  return { top: 6, bottom: 38, height: 32, width: 0, left: right, right }
}

export const system = {
  getWindowInfo: windowInfo,
  getAppBaseInfo: appBaseInfo,
  getDeviceInfo: deviceInfo,
  getSystemSetting: systemSetting,
  getSystemInfoSync: systemInfo,
  getSystemInfo: asyncApi('getSystemInfo', systemInfo),
  getSystemInfoAsync: asyncApi('getSystemInfoAsync', systemInfo),
  getMenuButtonBoundingClientRect: menuButton,
  getAppAuthorizeSetting: () => ({ notificationAuthorized: 'not determined' }),
  ...eventPair('ThemeChange', themeListeners),
  ...eventPair('WindowResize', resizeListeners),
}
