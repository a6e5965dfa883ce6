import type { Cue } from '../turns.ts'

const stamp = /(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[,.](\d{1,3})/.source
const timing = new RegExp(`^\\s*${stamp}\\s*-->\\s*${stamp}(?:\\s.*)?$`)

/**
 * The cues of SRT and WebVTT, forgiving as players are: what has no times (numbers, names of cues, notes, styles) is passed
 * over, whatever the blank lines. Who speaks is taken from `<v Name>`, or from "Name: ..." if several lines begin so.
 *
 * By hand, since the parser at hand refuses a whole file for a named cue, a style or a second blank line, and recordings of
 * meetings have them all.
 */
export function readSubtitles(text: string): Cue[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const cues: Cue[] = []
  for (let at = 0; at < lines.length; at++) {
    const match = timing.exec(lines[at] ?? '')
    if (!match) continue
    const said: string[] = []
    while (at + 1 < lines.length && lines[at + 1]?.trim() && !timing.test(lines[at + 1] ?? ''))
      said.push(lines[++at] ?? '')
    // Without a blank line between, the next cue's number stands under this one's words.
    if (timing.test(lines[at + 1] ?? '') && /^\d+$/.test(said.at(-1)?.trim() ?? '')) said.pop()
    const speaker = /<v(?:\.[\w.]+)?\s+([^>]+)>/.exec(said.join('\n'))?.[1]?.trim()
    cues.push({ fromMs: msOf(match, 1), toMs: msOf(match, 5), text: withoutTags(said.join('\n')), speaker })
  }
  return withNamedSpeakers(withoutRepeats(cues))
}

function msOf(match: RegExpExecArray, first: number): number {
  const part = (offset: number) => Number(match[first + offset] ?? 0)
  return ((part(0) * 60 + part(1)) * 60 + part(2)) * 1000 + Number((match[first + 3] ?? '').padEnd(3, '0'))
}

function withoutTags(text: string): string {
  return text
    .replace(/<[^>\n]*>|\{\\[^}\n]*\}/g, '')
    .replace(
      /&(amp|lt|gt|nbsp|lrm|rlm);/g,
      (_, name: string) => ({ amp: '&', lt: '<', gt: '>', nbsp: ' ' })[name] ?? '',
    )
    .trim()
}

/** Captions that roll show the line before once more above the new one. */
function withoutRepeats(cues: readonly Cue[]): Cue[] {
  let before: string[] = []
  return cues.flatMap((cue) => {
    const lines = cue.text.split('\n').map((line) => line.trim())
    const rolls = lines.length > 1 || cue.toMs - cue.fromMs < 100
    const fresh = rolls ? lines.filter((line) => line !== '' && !before.includes(line)) : lines
    before = lines
    return fresh.length > 0 ? [{ ...cue, text: fresh.join('\n') }] : []
  })
}

/** "Dana: ..." names a speaker when names are a habit of the file, not a colon in somebody's sentence. */
function withNamedSpeakers(cues: readonly Cue[]): Cue[] {
  const name = /^([\p{Lu}][\p{L}\p{M}.'’ -]{1,40}):\s+(?=\S)/u
  const named = cues.filter(({ text, speaker }) => speaker === undefined && name.test(text))
  if (named.length < 3 || named.length < cues.length / 4) return [...cues]
  return cues.map((cue) => {
    const match = cue.speaker === undefined ? name.exec(cue.text) : undefined
    return match ? { ...cue, speaker: match[1] ?? '', text: cue.text.slice(match[0].length) } : cue
  })
}
