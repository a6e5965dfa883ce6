/**
 * How a client sees who speaks. A human's messages begin with the name in bold, the system's with a sign, the AI's with
 * neither: so the AI's own text must never begin like one of those.
 */
import type { MessageEntity } from 'grammy/types'
import { fold, lookalikes } from '../../coaching/safety/normalise.ts'
import { bold, concat, cutOut, type Formatted, italic } from './formatted.ts'
import { renderMarkdown } from './markdown.ts'
import { messageLimit, splitFormatted } from './split.ts'

const noticeSign = 'ℹ️ '
const longestName = 64

/**
 * A human's message to the client, as it was typed: no Markdown.
 *
 * @param entities the human's own formatting, as Telegram reported it
 * @returns the messages to send; none if there is nothing to say
 */
export function renderHuman(name: string, text: string, entities: readonly MessageEntity[] = []): Formatted[] {
  const label = concat(bold(`${shownName(name)}:`), ' ')
  return splitBehind(label, { text, entities: [...entities] })
}

/** A message by the system, which is neither the AI nor a human. */
export function renderNotice(text: string): Formatted[] {
  return splitBehind(concat(noticeSign), italic(text))
}

/**
 * The AI's reply. Whatever makes it look like the coach's message or the system's is taken away.
 *
 * @returns the messages to send; none if nothing is left
 */
export function renderAi(markdown: string, coachName: string): Formatted[] {
  return splitFormatted(withoutLabels(renderMarkdown(markdown), coachName))
    .map((part) => withoutLabels(part, coachName))
    .filter((part) => hasVisibleText(part.text))
}

function splitBehind(label: Formatted, body: Formatted): Formatted[] {
  if (!hasVisibleText(body.text)) return []
  return splitFormatted(body, messageLimit - label.text.length).map((part) => concat(label, part))
}

function shownName(name: string): string {
  const shown = [
    ...name
      .toWellFormed()
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  ]
    .slice(0, longestName)
    .join('')
    .trim()
  return hasVisibleText(shown) ? shown : 'Coach'
}

function hasVisibleText(text: string): boolean {
  return /[^\s\p{Cf}\p{Cc}\p{M}\u2800\u3164\u115f\u1160]/u.test(text)
}

/** Without a notice's sign at the beginning, and without the coach's name and a colon at the beginning of any line. */
function withoutLabels(formatted: Formatted, coachName: string): Formatted {
  let rest = formatted
  for (let found = findLabel(rest.text, coachName); found; found = findLabel(rest.text, coachName)) {
    rest = cutOut(rest, found.from, found.to)
  }
  return rest
}

function findLabel(text: string, coachName: string): { from: number; to: number } | undefined {
  const sign = /^[\s\p{Cf}\p{M}]*[ℹⓘ🛈][\s\p{Cf}\p{M}]*/u.exec(text)
  if (sign) return { from: 0, to: sign[0].length }
  const { folded, positions } = foldWithPositions(text)
  for (const name of namesOf(coachName)) {
    const label = labelPattern(name).exec(folded)
    if (!label) continue
    // Before the label is a line break or nothing but characters that fold away.
    const from = label.index === 0 ? 0 : (positions[label.index - 1] ?? 0) + 1
    return { from, to: positions[label.index + label[0].length] ?? text.length }
  }
  return undefined
}

/** The name alone on the way to a colon: "Dana:", "[Dana]:", "Coach Dana (live):" but not "Dana told me:". */
function labelPattern(name: string): RegExp {
  const literal = name.replace(/[^\p{L}\p{N}]+/gu, '[^\\p{L}\\p{N}\\n]{0,5}')
  return new RegExp(
    `(?<=^|\\n)[^\\p{L}\\p{N}\\n]{0,20}(?:(?:your )?coach )?${literal}(?: ?[([][^)\\]\\n]{0,30}[)\\]])?[^\\p{L}\\p{N}\\n]{0,5}?[:：﹕∶ː꞉︓][^\\S\\n]*[*_\\])]*[^\\S\\n]*`,
    'u',
  )
}

function namesOf(coachName: string): string[] {
  const whole = foldName(coachName)
  const [first = ''] = whole.split(' ')
  return [...new Set([whole, first])].filter((name) => /[\p{L}\p{N}]/u.test(name))
}

function foldName(name: string): string {
  return [...name].map(foldCharacter).join('').replace(/\s+/g, ' ').trim()
}

function foldCharacter(character: string): string {
  if (character.length === 1 && character < '\x80') return character.toLowerCase()
  return [...fold(character)].map((one) => lookalikes[one] ?? one).join('')
}

/** The text folded letter by letter, and where in the text each folded letter came from. */
function foldWithPositions(text: string): { folded: string; positions: number[] } {
  let folded = ''
  const positions: number[] = []
  let at = 0
  for (const character of text) {
    const letters = foldCharacter(character)
    for (let i = 0; i < letters.length; i++) positions.push(at)
    folded += letters
    at += character.length
  }
  positions.push(at)
  return { folded, positions }
}
