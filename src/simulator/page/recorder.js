import { useEffect, useRef, useState } from 'preact/hooks'
import { outgoing } from './files.js'
import { html } from './html.js'
import { Icon } from './icons.js'
import { asDuration } from './words.js'

/** What Telegram's own voice messages are made of, where the browser can; else what it can. */
const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4']

/**
 * Records a voice message: a press begins, another sends, Escape or the bin throws it away.
 *
 * @param {{ send: (album: import('./files.js').Outgoing[]) => Promise<boolean>, say: (text: string) => void,
 *   onRecording: (recording: boolean) => void }} props
 */
export function RecordButton({ send, say, onRecording }) {
  const [startedAt, setStartedAt] = useState(0)
  const [now, setNow] = useState(0)
  const recorder = useRef(/** @type {MediaRecorder | null} */ (null))
  const wanted = useRef(false)

  useEffect(() => {
    if (!startedAt) return
    const timer = setInterval(() => setNow(performance.now()), 200)
    return () => clearInterval(timer)
  }, [startedAt])
  useEffect(() => () => recorder.current?.state === 'recording' && recorder.current.stop(), [])

  const begin = async () => {
    const stream = await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => undefined)
    if (!stream)
      return say(
        'There is no microphone here. Send a sound file as a voice message: paper clip, Voice message from a file.',
      )
    const began = performance.now()
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type))
    const made = new MediaRecorder(stream, mimeType ? { mimeType } : {})
    /** @type {Blob[]} */
    const parts = []
    made.ondataavailable = ({ data }) => parts.push(data)
    made.onstop = async () => {
      for (const track of stream.getTracks()) track.stop()
      setStartedAt(0)
      onRecording(false)
      const type = made.mimeType.split(';')[0]
      if (!wanted.current) return
      const voice = await outgoing(new File(parts, '', { type }), 'voice')
      await send([{ ...voice, durationS: Math.max(1, Math.round((performance.now() - began) / 1_000)) }])
    }
    wanted.current = false
    recorder.current = made
    made.start()
    setNow(began)
    setStartedAt(began)
    onRecording(true)
  }
  const end = (/** @type {boolean} */ sends) => {
    wanted.current = sends
    recorder.current?.stop()
  }

  if (!startedAt)
    return html`<button type="button" class="send mic" key="mic" aria-label="Record a voice message" onClick=${begin}><${Icon} name="mic" /></button>`
  return html`<span class="recording" role="timer" aria-label="Recording"><i></i>${asDuration((now - startedAt) / 1_000)}</span>
    <button type="button" class="plain-button" aria-label="Throw the recording away" onClick=${() => end(false)}><${Icon} name="trash" /></button>
    <button type="button" class="send" key="mic" aria-label="Send the voice message" onClick=${() => end(true)}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.key === 'Escape' && end(false)}><${Icon} name="send" /></button>`
}
