// Read first, for of two overloads the one declared later is tried first.
/// <reference types="miniprogram-api-typings" />

/** Browsers have it, and declare it in the same words; WeChat's engines do not. */
interface Performance {
  now(): number
}
declare var performance: Performance

/** Where miniprogram-api-typings 5.2.3 says less than WeChat's documentation, or something else. */
declare namespace WechatMiniprogram {
  /** WeChat's device info, and that of the web room, which names a platform of its own. */
  interface HostDeviceInfo extends Omit<DeviceInfo, 'platform'> {
    platform: DeviceInfo['platform'] | 'web'
  }

  /** What a person said to a request for consent, and that the question is now on the screen. */
  type PrivacyAnswer =
    | { event: 'exposureAuthorization' }
    | { event: 'agree'; buttonId: string }
    | { event: 'disagree' }

  interface Wx {
    getDeviceInfo(): HostDeviceInfo
    /** The typings give the listener a result; WeChat gives it the function that takes the answer. */
    onNeedPrivacyAuthorization(listener: (resolve: (answer: PrivacyAnswer) => void) => void): void
    /** Whether the page is a chat tool, since base library 3.12.0; `enterChatToolMode` is in the typings. */
    isChatTool(): boolean
    exitChatTool(): void
    /**
     * Voices, cameras and screens: the web room has it beyond WeChat, which has nothing of the kind. Its script shares no class with the program: `refuse` makes
     * the errors with which its promises reject.
     */
    createCallEngine?(
      refuse: (code: string, message: string) => Error,
    ): import('../miniprogram/calls/engine').CallEngine
  }

  interface MediaFile {
    /** What it is called. A browser tells; WeChat does not. */
    name?: string
  }

  interface RecorderManagerStartOption {
    /** How the microphone is heard while something plays, since base library 3.17.3; the typings have the API of 3.17.0. */
    audioMode?: string
  }

  interface FileSystemManager {
    /** Without an encoding the content is bytes; the typings leave open which it is. */
    readFile(
      option: Omit<ReadFileOption, 'encoding' | 'success'> & {
        success?: (result: { data: ArrayBuffer }) => void
      },
    ): void
  }
}
