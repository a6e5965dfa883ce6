/** The answer to `/why`, in words: what was decided, what decided, each signal, how sure the AI was, and who wrote it. */

import { knownTimezone } from '../../coaching/board.ts'
import { partNames } from '../../coaching/confidence/parts.ts'
import type { SenderType } from '../../coaching/conversation.ts'
import { firstThresholds, sureFrom } from '../../coaching/handoff/weights.ts'
import {
  confidenceOf,
  confidenceParts,
  type DecidedBy,
  decidedBy,
  type LastSaid,
  type Reason,
  type RememberedFacts,
  recordOf,
  type Saw,
  type SignalLine,
  signalLines,
} from '../../coaching/handoff/why.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { dangerSeenBy, faultWords, replyFault, whyUnheard } from './deciders.ts'
import { blockquote, bold, concat, type Formatted, join, plain } from './formatted.ts'
import { renderSources } from './sources.ts'
import { splitFormatted } from './split.ts'
import { renderWhen } from './times.ts'

/** So much of a client's message is quoted. */
const quotedCharacters = 400
/** So much of what was found among earlier words. */
const recalledCharacters = 120

/** @param language of the coach, who alone reads this */
export function renderReason(reason: Reason, language: string, now: Date, texts: Texts): Formatted[] {
  const { client, coach } = reason
  const names = { client, coach: coach.displayName }
  const say = (key: TextKey, params: Record<string, string> = {}) =>
    plain(texts.render(language, key, { ...names, ...params }))
  const number = (value: number) => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value)
  const percent = (value: number) => new Intl.NumberFormat(language, { style: 'percent' }).format(value)
  const when = (at: Date) => renderWhen(at, now, { language, timezone: coach.timezone }, texts)

  const isHuman = reason.kind === 'message' && reason.message.senderType === 'human_coach'
  const record = recordOf(reason)
  const confidence = confidenceOf(reason)
  const lines: Formatted[] = [bold(headOf())]
  if (!isHuman) lines.push(deciderOf(decidedBy(reason)))
  if (reason.words.length > 0) lines.push(quoteOf())
  if (record) {
    const spoken = signalLines(record, confidence).filter(({ worth }) => worth !== 0)
    if (spoken.length > 0) lines.push(bold(say('why-signals')), ...spoken.map(signalOf))
    else lines.push(say('why-signals-none'))
    const { offer, handoff } = record.above ?? firstThresholds
    lines.push(say('why-sum', { score: number(record.score), offer: number(offer), call: number(handoff) }))
  }
  if (confidence !== undefined && !isHuman) lines.push(...confidenceLines(confidence))
  if (reason.kind === 'message' && reason.offer) lines.push(...offerLines(reason.offer))
  const sources = reason.kind === 'message' && renderSources(reason.message.metadata.sources, language, texts)
  if (sources) lines.push(say('why-sources', { sources }))
  if (reason.kind === 'message') lines.push(...memoryLines(reason.remembered))
  lines.push(authorOf())
  return splitFormatted(join(lines, plain('\n')))

  function headOf(): Formatted {
    if (reason.kind === 'message') {
      if (isHuman) return say('why-human', { member: reason.message.senderName })
      if (reason.message.visibility === 'held') return say('why-held')
      if (reason.offer) return say('why-offered')
      return say(record?.outcome === 'offer' ? 'why-not-offered' : 'why-continued')
    }
    const { handoff } = reason
    if (handoff.reason === 'coach_initiated') return say('why-taken-over', { member: handoff.claimedBy ?? names.coach })
    return say('why-called')
  }

  function deciderOf(by: DecidedBy): Formatted {
    const key = `why-by-${by.kind.replaceAll('_', '-')}` as TextKey
    if (by.kind === 'sum') return say(key)
    if (by.kind === 'voice_note') return by.problem ? join([say(key), say(whyUnheard(by.problem))], ' ') : say(key)
    return say(key, { rule: 'rule' in by ? ruleInWords(by) : '', sure: percent(sureFrom) })
  }

  function ruleInWords({ kind, rule }: Extract<DecidedBy, { rule: string }>): string {
    if (kind === 'crisis') return say(dangerSeenBy(rule)).text
    if (kind === 'ai_unavailable') return say(faultWords(rule)).text
    return kind === 'reply_check' ? say(replyFault(rule)).text : rule
  }

  function quoteOf(): Formatted {
    const words = reason.words.map(({ content, kind }) => content.slice(0, quotedCharacters) || `[${kind}]`)
    return concat(say('why-words'), plain('\n'), blockquote(plain(words.join('\n'))))
  }

  function signalOf({ name, score, weight, worth, saw }: SignalLine): Formatted {
    const sum = `${number(score)} × ${number(weight)} = ${number(worth)}`
    const seen = saw.map((one) => sawOf(one).text).join(', ')
    const line = `• ${say(`why-signal-${name.replaceAll('_', '-')}` as TextKey).text}: ${sum}`
    return plain(seen ? `${line} (${seen})` : line)
  }

  function sawOf(saw: Saw): Formatted {
    if (saw.kind === 'wish') return say(`why-saw-${saw.wish}`)
    if (saw.kind === 'topic') return say(`why-topic-${saw.topic}` as TextKey)
    if (saw.kind === 'immediate') return say('why-saw-now')
    if (saw.kind === 'confidence') return say('why-saw-confidence', { confidence: percent(saw.value) })
    return saw.usual === null
      ? say('why-saw-feeling', { value: number(saw.value) })
      : say('why-saw-feeling-usual', { value: number(saw.value), usual: number(saw.usual) })
  }

  function confidenceLines(value: number): Formatted[] {
    const line = say('why-confidence', { confidence: percent(value) })
    const made = confidenceParts(reason)
    if (!made) return [line]
    const parts = partNames.flatMap((name) => {
      const part = made.parts[name]
      return part ? plain(`• ${say(`why-part-${name}`).text}: ${percent(part.value)} × ${number(part.weight)}`) : []
    })
    const key = made.n > 0 ? 'why-confidence-after' : 'why-confidence-before'
    return [line, ...parts, say(key, { raw: percent(made.raw), outcomes: number(made.n), confidence: percent(value) })]
  }

  function offerLines({ status, madeAt, closedAt }: NonNullable<Extract<Reason, { kind: 'message' }>['offer']>) {
    const at = when(closedAt ?? madeAt)
    return [say(`why-offer-${status}`, { at })]
  }

  function memoryLines({ insights, sessions, recalled, examples }: RememberedFacts): Formatted[] {
    const lines = [
      ...insights.map(({ kind, text }) => plain(`• ${say(`why-insight-${kind}`).text}: ${text}`)),
      ...recalled.map(({ at, by, text }) =>
        plain(`• ${dayOf(at)}, ${speakerOf(by)}: “${clipWords(text, recalledCharacters)}”`),
      ),
      ...(sessions.length > 0
        ? [say('why-remembered-sessions', { days: [...new Set(sessions.map(dayOf))].join(', ') })]
        : []),
    ]
    const days = [...new Set(examples.map(dayOf))].join(', ')
    return [
      ...(lines.length === 0 ? [] : [bold(say('why-remembered')), ...lines]),
      ...(days ? [say('why-examples', { days })] : []),
    ]
  }

  function speakerOf(by: SenderType): string {
    return by === 'client' ? client : by === 'ai' ? say('why-the-ai').text : coach.displayName
  }

  function dayOf(at: Date): string {
    return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: knownTimezone(coach.timezone) }).format(
      at,
    )
  }

  function authorOf(): Formatted {
    if (reason.kind === 'handoff') return say('why-written-by-system', { at: when(reason.handoff.openedAt) })
    const { message, approvedBy } = reason
    const at = when(message.sentAt)
    if (isHuman)
      return say(message.metadata.suggested ? 'why-written-by-human-suggested' : 'why-written-by-human', {
        member: message.senderName,
        at,
      })
    const model = message.metadata.model ?? ''
    const approved =
      message.metadata.edited_from === undefined ? 'why-written-by-ai-approved' : 'why-written-by-ai-edited'
    return approvedBy ? say(approved, { model, at, member: approvedBy }) : say('why-written-by-ai', { model, at })
  }
}

/** For the client: who wrote what they were last told, and why; never a score. */
export function wordsOfLastSaid(
  said: LastSaid | undefined,
  coach: string,
): { key: TextKey; params: Record<string, string> } {
  if (!said) return { key: 'client-why-nothing', params: {} }
  if (said.kind === 'human') return { key: 'client-why-human', params: { member: said.member } }
  if (said.kind === 'ai') return { key: 'client-why-ai', params: { coach } }
  if (said.kind === 'system')
    return { key: `client-why-system-${said.about.replaceAll('_', '-')}` as TextKey, params: { coach } }
  const key = said.kind === 'ai_approved' ? 'client-why-ai-approved' : 'client-why-ai-edited'
  return { key, params: { coach, member: said.member } }
}

/** Up to a word's end. */
function clipWords(text: string, characters: number): string {
  if (text.length <= characters) return text
  return `${text.slice(0, characters).replace(/\s+\S*$/u, '')} …`
}
