/**
 * How a client sees who speaks. A human's messages begin with the name in bold, the system's with a sign, the AI's with
 * neither: so the AI's own text must never begin like one of those.
 */
import type { MessageEntity } from 'grammy/types'
import { fold, lookalikes } from '../../coaching/phrases/normalise.ts'
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
 * The AI's reply. Whatever makes it look like a human's message or the system's is taken away.
 *
 * @param names of everyone whose messages the client may get: the coach and the team
 * @returns the messages to send; none if nothing is left
 */
export function renderAi(markdown: string, ...names: string[]): Formatted[] {
  return splitFormatted(withoutLabels(renderMarkdown(markdown), names))
    .map((part) => withoutBoldLabel(withoutLabels(part, names)))
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

/** "**Your goals:** sleep" begins as a human's message does: it loses the bold, not the words. */
function withoutBoldLabel({ text, entities }: Formatted): Formatted {
  const isLabel = ({ type, offset, length }: MessageEntity) =>
    type === 'bold' &&
    !hasVisibleText(text.slice(0, offset)) &&
    /[:：﹕∶ː꞉︓]/.test(
      text.slice(offset, offset + length) +
        text
          .slice(offset + length)
          .trimStart()
          .slice(0, 1),
    )
  return { text, entities: entities.filter((entity) => !isLabel(entity)) }
}

/** Without a notice's sign at the beginning, and without any of the names and a colon at the beginning of a line. */
function withoutLabels(formatted: Formatted, names: readonly string[]): Formatted {
  let rest = formatted
  for (let found = findLabel(rest.text, names); found; found = findLabel(rest.text, names)) {
    rest = cutOut(rest, found.from, found.to)
  }
  return rest
}

function findLabel(text: string, names: readonly string[]): { from: number; to: number } | undefined {
  const sign = /^[\s\p{Cf}\p{M}]*[ℹⓘ🛈][\s\p{Cf}\p{M}]*/u.exec(text)
  if (sign) return { from: 0, to: sign[0].length }
  const { folded, positions } = foldWithPositions(text)
  for (const name of names.flatMap(namesOf)) {
    const label = labelPattern(name).exec(folded)
    if (!label) continue
    // Before the label is a line break or nothing but characters that fold away.
    const from = label.index === 0 ? 0 : (positions[label.index - 1] ?? 0) + 1
    return { from, to: positions[label.index + label[0].length] ?? text.length }
  }
  return undefined
}

/**
 * The name alone on the way to a colon: "Dana:", "[Dana]:", "Coach Dana (live):" but not "Dana told me:". And as the
 * prompt marks a human's words, which a model may copy.
 */
function labelPattern(name: string): RegExp {
  const literal = name.replace(/[^\p{L}\p{N}]+/gu, '[^\\p{L}\\p{N}\\n]{0,5}')
  return new RegExp(
    `(?<=^|\\n)[^\\p{L}\\p{N}\\n]{0,20}(?:(?:your )?coach )?${literal}(?: ?[([][^)\\]\\n]{0,30}[)\\]])?(?:, of the coach.{1,3} team, in person)?[^\\p{L}\\p{N}\\n]{0,5}?[:：﹕∶ː꞉︓][^\\S\\n]*[*_\\])]*[^\\S\\n]*`,
    'u',
  )
}

function namesOf(name: string): string[] {
  const whole = foldName(name)
  const [first = ''] = whole.split(' ')
  return [...new Set([whole, first])].filter((one) => /[\p{L}\p{N}]/u.test(one))
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
