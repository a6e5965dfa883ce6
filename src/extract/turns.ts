import type { Block } from '../coaching/knowledge/document.ts'

/** What is said in a stretch of time: a line of subtitles, a segment of a transcription. */
export type Cue = { fromMs: number; toMs: number; text: string; speaker?: string | undefined }

/** A longer silence is a new thought. */
const pauseMs = 2_500
const longestMs = 45_000
const longestCharacters = 500

/**
 * Joins cues into turns that end where a sentence does, since subtitles break lines where the screen ends: what is found
 * later shall be a thought, and its time still near enough to jump to. A turn ends with its speaker's sentence, before a
 * pause, and at 45 seconds or 500 characters whatever stands there.
 */
export function joinCues(cues: readonly Cue[]): Block[] {
  const turns: Block[] = []
  let open: Cue | undefined
  const close = () => {
    if (!open) return
    const { fromMs, toMs, text, speaker } = open
    const anchor = {
      kind: 'time',
      fromMs: Math.max(0, Math.round(fromMs)),
      toMs: Math.max(0, Math.round(toMs)),
    } as const
    turns.push({ kind: 'turn', text, anchor, ...(speaker ? { speaker } : {}) })
    open = undefined
  }
  for (const cue of cues) {
    const text = cue.text.replace(/\s+/g, ' ').trim()
    if (text === '') continue
    if (open && !belongs(open, cue, text)) close()
    open = open
      ? { ...open, toMs: Math.max(open.toMs, cue.toMs), text: `${open.text} ${text}` }
      : { ...cue, toMs: Math.max(cue.fromMs, cue.toMs), text }
    if (/[.!?…][")\]'’”»]*$/.test(open.text)) close()
  }
  close()
  return turns
}

function belongs(open: Cue, next: Cue, text: string): boolean {
  // Who says nothing of the speaker goes on with the one before.
  const sameSpeaker = next.speaker === undefined || next.speaker === open.speaker
  const near = next.fromMs - open.toMs <= pauseMs && next.fromMs >= open.fromMs
  return (
    sameSpeaker && near && next.toMs - open.fromMs <= longestMs && open.text.length + text.length <= longestCharacters
  )
}
