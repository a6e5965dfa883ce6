/** What can be counted of how somebody writes: no model is asked, and nothing of what it is about is kept. */
import type { Language } from '../knowledge/languages.ts'
import { splitSentences } from '../knowledge/sentences.ts'
import type { CountedStyle } from './analysis.ts'
import { redact } from './redact.ts'

const edgeWords = 4
const word = /[\p{L}\p{M}\p{N}]+(?:['’‘`´.,-][\p{L}\p{M}\p{N}]+)*/gu
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * @param texts the run of messages, in order; what is no text is an empty one, and counts as a message
 * @param names of everyone who could be named in them: they are left out of the first and last words, as is every word
 *   that stands like a name, and every figure
 * @param language of texts that are too short to tell their own
 */
export function countStyle(texts: readonly string[], names: readonly string[], language?: Language): CountedStyle {
  const sentences = texts.flatMap(sentencesOf)
  const spoken = texts
    .map((text) => wordsOf(redact(text, { names, language }).replace(/\[\p{L}+\]/gu, ' ')))
    .filter(hasAny)
  return {
    messages: texts.length,
    words: texts.reduce((sum, text) => sum + wordsOf(text).length, 0),
    sentences: sentences.length,
    questions: sentences.filter(isQuestion).length,
    exclamations: sentences.filter((sentence) => /[!！]/u.test(sentence)).length,
    emojis: texts.reduce((sum, text) => sum + countEmojis(text), 0),
    opening: spoken.at(0)?.slice(0, edgeWords).join(' ').toLowerCase() ?? '',
    closing: spoken.at(-1)?.slice(-edgeWords).join(' ').toLowerCase() ?? '',
  }
}

/** Those that say something: a line break ends one, as people write in a chat. */
export function sentencesOf(text: string): string[] {
  return text
    .replace(/\bhttps?:\/\/\S*[\p{L}\p{N}/]/giu, 'https')
    .split(/\n+/u)
    .flatMap(splitSentences)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}

/** Words and numbers, as they are written. */
export function wordsOf(text: string): string[] {
  return text.match(word) ?? []
}

export function isQuestion(sentence: string): boolean {
  return /[?？]|^¿/u.test(sentence)
}

/** One that is made of several characters (a family, a flag, a skin tone) counts once. */
export function countEmojis(text: string): number {
  if (/^\p{ASCII}*$/u.test(text)) return 0
  return [...graphemes.segment(text)].filter(({ segment }) =>
    /(?![©®™‼⁉])\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[\d#*]\u{FE0F}?\u{20E3}/u.test(segment),
  ).length
}

function hasAny(words: readonly string[]): boolean {
  return words.length > 0
}
