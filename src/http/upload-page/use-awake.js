import { useEffect } from 'preact/hooks'

/** While files are being sent the screen stays on, where the device allows it, and leaving asks first. @param {boolean} isNeeded */
export function useAwake(isNeeded) {
  useEffect(() => {
    if (!isNeeded) return undefined
    /** @type {WakeLockSentinel | undefined} */
    let lock
    const stayAwake = async () => {
      if (!document.hidden) lock = await navigator.wakeLock?.request('screen').catch(() => undefined)
    }
    const ask = (/** @type {BeforeUnloadEvent} */ event) => event.preventDefault()
    void stayAwake()
    document.addEventListener('visibilitychange', stayAwake) // the device lets go of it when the page is hidden
    addEventListener('beforeunload', ask)
    return () => {
      document.removeEventListener('visibilitychange', stayAwake)
      removeEventListener('beforeunload', ask)
      void lock?.release()
    }
  }, [isNeeded])
}
