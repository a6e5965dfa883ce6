import { useRef } from 'preact/hooks'

const LONG_MS = 480
const STEADY_PX = 10

/** A finger held still asks for the menu, where the browser does not say so by itself; spread over the element. */
export function useLongPress() {
  const timer = useRef(0)
  const from = useRef({ x: 0, y: 0 })
  const stop = () => clearTimeout(timer.current)
  return {
    onPointerDown: (/** @type {PointerEvent} */ event) => {
      stop()
      if (event.pointerType !== 'touch') return
      const { target, clientX, clientY } = event
      from.current = { x: clientX, y: clientY }
      timer.current = setTimeout(
        () =>
          target?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY })),
        LONG_MS,
      )
    },
    onPointerMove: (/** @type {PointerEvent} */ { clientX, clientY }) => {
      if (Math.hypot(clientX - from.current.x, clientY - from.current.y) > STEADY_PX) stop()
    },
    onPointerUp: stop,
    onPointerCancel: stop,
  }
}
