/**
 * How alike two people write, whatever they write about.
 *
 * Only what holds sentences together is looked at, as Burrows' Delta does (frequencies of the most common words; Literary and
 * Linguistic Computing 17(3), 2002): every word that carries a subject is masked first ("text distortion": Stamatatos, EACL
 * 2017), so that a vector holds nothing of what anybody said, no name among it, and two coaches are not alike because their
 * clients have the same worries. Delta compares z-scores, which take a population; with two vectors alone, frequencies are
 * compared by Hellinger's distance, whose square roots make rare and common words spread alike.
 */
import { isFunctionWord, type Language, languages, withoutAccents } from '../knowledge/languages.ts'
import { languageOfText } from '../knowledge/words.ts'
import { countEmojis, isQuestion, sentencesOf, wordsOf } from './count-style.ts'

/** Shares that sum to 1; none at all where nothing was written. */
type Profile = Readonly<Record<string, number>>

export type StyleVector = {
  /** How many words it rests on. */
  words: number
  /** Counted features, each brought to about 0 to 1: see `ranges`. */
  counted: Profile
  functionWords: Profile
  /** Runs of three characters of the masked text. */
  trigrams: Profile
  /** The first word of each sentence. */
  openings: Profile
}

/** From what to what people who write in a chat differ, by hand: beyond that a feature says no more. */
const ranges = {
  replyWords: [1, 6.5], // binary logarithm
  sentenceWords: [1, 5], // binary logarithm
  wordLetters: [3, 6],
  questions: [0, 1], // of its sentences
  exclamations: [0, 0.6],
  trailingOff: [0, 0.5],
  commas: [0, 0.15], // of its words
  dashes: [0, 0.05],
  colons: [0, 0.08],
  brackets: [0, 0.05],
  figures: [0, 0.08],
  emojis: [0, 1], // of its replies
  lineBreaks: [0, 2],
  startsSmall: [0, 1],
  shouts: [0, 0.1],
} as const satisfies Record<string, readonly [number, number]>

const shares = { counted: 0.4, functionWords: 0.2, trigrams: 0.2, openings: 0.2 }

/** @param texts replies of one person, in any order */
export function styleOf(texts: readonly string[]): StyleVector {
  const written = texts.filter((text) => wordsOf(text).length > 0)
  const language = languageOfText(written.join('\n'))
  const masked = written.map((text) => maskedText(text, language))
  return {
    words: written.reduce((sum, text) => sum + wordsOf(text).length, 0),
    counted: countedIn(written),
    functionWords: profileOf(masked.flatMap((text) => text.match(/[\p{Ll}\p{N}]+/gu) ?? [])),
    trigrams: profileOf(masked.flatMap(trigramsOf)),
    openings: profileOf(masked.flatMap(sentencesIn).map((sentence) => sentence.split(' ', 1)[0] ?? '')),
  }
}

/** @returns 0 for the same way of writing, 1 for nothing in common; 1, too, where one has written nothing and the other has */
export function styleDistance(one: StyleVector, other: StyleVector): number {
  if (one.words === 0 || other.words === 0) return one.words === other.words ? 0 : 1
  const names = Object.keys(ranges)
  const apart = names.reduce((sum, name) => sum + Math.abs((one.counted[name] ?? 0) - (other.counted[name] ?? 0)), 0)
  const distance =
    (shares.counted * apart) / names.length +
    shares.functionWords * hellinger(one.functionWords, other.functionWords) +
    shares.trigrams * hellinger(one.trigrams, other.trigrams) +
    shares.openings * hellinger(one.openings, other.openings)
  return Math.min(1, distance)
}

function countedIn(texts: readonly string[]): Profile {
  const sentences = texts.flatMap(sentencesOf)
  const words = texts.flatMap(wordsOf)
  const all = texts.join('\n')
  const marks = (pattern: RegExp) => (all.match(pattern) ?? []).length
  const each = (count: number, of: number) => count / Math.max(1, of)
  const counts: Record<keyof typeof ranges, number> = {
    replyWords: Math.log2(1 + each(words.length, texts.length)),
    sentenceWords: Math.log2(1 + each(words.length, sentences.length)),
    wordLetters: each(words.join('').length, words.length),
    questions: each(sentences.filter(isQuestion).length, sentences.length),
    exclamations: each(marks(/[!！]+/gu), sentences.length),
    trailingOff: each(marks(/…|\.{2,}/gu), sentences.length),
    commas: each(marks(/,/gu), words.length),
    dashes: each(marks(/[–—]|\s-\s|--/gu), words.length),
    colons: each(marks(/[:;](?=\s)/gu), words.length),
    brackets: each(marks(/[(["“”„«]/gu), words.length),
    figures: each(marks(/\p{N}+/gu), words.length),
    emojis: each(countEmojis(all), texts.length),
    lineBreaks: each(marks(/\n+/gu) - texts.length + 1, texts.length),
    startsSmall: each(sentences.filter((sentence) => /^\P{L}*\p{Ll}/u.test(sentence)).length, sentences.length),
    shouts: each(
      words.filter((word) => word.length > 2 && /\p{Lu}/u.test(word) && word === word.toUpperCase()).length,
      words.length,
    ),
  }
  return Object.fromEntries(
    Object.entries(ranges).map(([name, [least, most]]) => {
      const value = (counts[name as keyof typeof ranges] - least) / (most - least)
      return [name, Math.min(1, Math.max(0, value))]
    }),
  )
}

/** Small words in lower case as they are, every other as one mark for its length, figures as `0`. */
function maskedText(text: string, language: Language | undefined): string {
  const among = language ? [language] : languages
  return text.replace(/[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|\p{N}+/gu, (word) => {
    if (/^\p{N}/u.test(word)) return '0'
    const bare = withoutAccents(word.toLowerCase()).replace(/['’]/gu, '')
    return among.some((one) => isFunctionWord(bare, one)) ? bare : lengthMark(bare)
  })
}

function lengthMark(word: string): string {
  return word.length <= 4 ? 'X' : word.length <= 8 ? 'XX' : 'XXX'
}

function sentencesIn(masked: string): string[] {
  return sentencesOf(masked).map((sentence) =>
    sentence.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[^\p{L}\p{N} ].*$/su, ''),
  )
}

function trigramsOf(masked: string): string[] {
  const text = ` ${masked.replace(/\s+/gu, ' ').trim()} `
  const characters = [...text]
  return characters.slice(2).map((_, at) => characters.slice(at, at + 3).join(''))
}

function profileOf(found: readonly string[]): Profile {
  const counts = Map.groupBy(found, (one) => one)
  return Object.fromEntries([...counts].map(([one, { length }]) => [one, length / found.length]))
}

function hellinger(one: Profile, other: Profile): number {
  const [isEmpty, otherIsEmpty] = [one, other].map((profile) => Object.keys(profile).length === 0)
  if (isEmpty || otherIsEmpty) return isEmpty === otherIsEmpty ? 0 : 1
  const common = Object.entries(one).reduce((sum, [name, share]) => sum + Math.sqrt(share * (other[name] ?? 0)), 0)
  return Math.sqrt(Math.max(0, 1 - common))
}
