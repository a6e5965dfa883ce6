/**
 * Text as a person meant it, whatever they did to the letters.
 *
 * A text becomes words, and each word the vocabulary entries it can be read as ("k1lllll" reads as "kill"). Rules are
 * matched on those entries, never on the raw text, so that every rule sees through every disguise. Nothing here
 * backtracks: the work is linear in the text.
 */

export type Word = {
  /** Vocabulary entries this word can be read as; empty when no rule knows it. */
  readings: readonly string[]
  number: number | undefined
  /** A sentence ends after it. A line break or "..." does not end one: people break lines in mid-thought. */
  endsSentence: boolean
  isQuoted: boolean
}

/** The words that rules are made of. An entry that ends in `*` stands for every word that begins so. */
export type Vocabulary = {
  entries: ReadonlySet<string>
  /** By how they begin, so that few have to be tried. */
  stems: ReadonlyMap<string, readonly string[]>
  /** Entries by their letters without repetition, to read "kiiillll". */
  squeezed: ReadonlyMap<string, readonly string[]>
  /** Entries by length, to read "k**l". */
  byLength: ReadonlyMap<number, readonly string[]>
}

type RawWord = { raw: string; isGlued: boolean; endsSentence: boolean; isQuoted: boolean; readings: readonly string[] }

const longestWord = 80
/** The reading of every number. */
export const anyNumber = '#'

export function createVocabulary(entries: Iterable<string>): Vocabulary {
  const all = new Set(entries)
  const words = [...all].filter((entry) => !entry.endsWith('*'))
  return {
    entries: all,
    stems: Map.groupBy(
      [...all].filter((entry) => entry.endsWith('*')).map((entry) => entry.slice(0, -1)),
      beginning,
    ),
    squeezed: Map.groupBy(words, squeeze),
    byLength: Map.groupBy(words, (word) => word.length),
  }
}

/** One spelling for what looks or sounds alike: case, width, accents, apostrophes, invisible characters. */
export function fold(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?<=\p{L})\p{Cf}*['’‘‛ʼʹ`´′＇]\p{Cf}*(?=\p{L})/gu, '') // don’t, don't and dont are one word
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\u2800\u3164\u115f\u1160]/gu, '') // accents, zero-width characters and blanks posing as letters
    .toUpperCase() // and down again: brings together pairs that lower case alone leaves apart, such as ß and ss
    .toLowerCase()
}

/** A text cut into words, before any language has read them. */
export type WordShape = Omit<RawWord, 'readings'>

/** How a word of a rule may be spelt: "würde" is also written "wuerde" where there is no key for ü. */
export function spellingsOf(word: string): string[] {
  const spelt = fold(word)
  const long = fold(word.normalize('NFC').replace(/[äöüÄÖÜ]/gu, (letter) => `${fold(letter)}e`))
  return spelt === long ? [spelt] : [spelt, long]
}

/**
 * The words as a language reads them: once as written, and once more with disguises undone where there are any
 * ("s u i c i d e", "kill🙂myself", "iwanttodie"). A rule that matches in either has matched. Each language reads with
 * its own vocabulary, so that no run of letters is cut into words of two languages.
 *
 * @param known words of any language: they are whole, whatever they contain
 */
export function readWords(
  shapes: readonly WordShape[],
  vocabulary: Vocabulary,
  known: ReadonlySet<string> = vocabulary.entries,
): Word[][] {
  const written = shapes.map((word) => ({ ...word, readings: readingsOf(word.raw, vocabulary) }))
  const undone = breakUpRuns(joinLetters(joinGlued(written, vocabulary), vocabulary), vocabulary, known)
  const isSame = undone.length === written.length && undone.every((word, at) => word === written[at])
  return (isSame ? [written] : [written, undone]).map((words) => words.map(toWord))
}

function toWord({ raw, readings, endsSentence, isQuoted }: RawWord): Word {
  const isNumber = /^\d{1,15}$/u.test(raw)
  return {
    readings: isNumber ? [...readings, anyNumber] : readings,
    number: isNumber ? Number(raw) : undefined,
    endsSentence,
    isQuoted,
  }
}

/** The words of a text, folded. Whatever is no word is left out; where a sentence ends is kept. */
export function splitWords(source: string): WordShape[] {
  const text = fold(source)
  const quotedRanges = findQuotes(text)
  const words: WordShape[] = []
  let end = 0
  // Symbols that stand for letters count as parts of a word, but not as its end: "die!" ends a sentence.
  for (const { 0: found, index } of text.matchAll(/[\p{L}\p{N}@$][\p{L}\p{N}@$!|*#]*/gu)) {
    const raw = found.replace(/[!|*#]+$/u, '')
    if (raw === '') continue
    const between = text.slice(end, index)
    const previous = words.at(-1)
    if (previous) previous.endsSentence = /[.!?][)"'”’»\s]*\s/u.test(between) && !between.includes('..')
    const isGlued = previous !== undefined && !/\s/u.test(between)
    const isQuoted = quotedRanges.some((range) => index > range.from && index < range.to)
    words.push({ raw: raw.slice(0, longestWord), isGlued, endsSentence: false, isQuoted })
    end = index + raw.length
  }
  const last = words.at(-1)
  if (last) last.endsSentence = true
  return words
}

function findQuotes(text: string): { from: number; to: number }[] {
  const pairs = /["“”„«»][^"“”„«»]{1,400}["“”„«»]|(?<![\p{L}\p{N}])['‘][^'‘’\n]{1,300}['’](?![\p{L}\p{N}])/gu
  return [...text.matchAll(pairs)].map(({ 0: quote, index }) => ({ from: index, to: index + quote.length }))
}

/** Letters of other alphabets, folded, by the Latin letter they look like. */
// biome-ignore format: a table
export const lookalikes: Record<string, string> = {
  а: 'a', в: 'b', е: 'e', ё: 'e', і: 'i', ї: 'i', ј: 'j', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', ѕ: 's',
  т: 't', у: 'y', х: 'x', ԁ: 'd', α: 'a', ε: 'e', ι: 'i', κ: 'k', ο: 'o', ρ: 'p', τ: 't', υ: 'u', ı: 'i', ʟ: 'l',
}
const digits: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', 9: 'g' }
const symbols: Record<string, string> = { ...digits, '@': 'a', $: 's', '!': 'i', '|': 'l' }

function readingsOf(raw: string, vocabulary: Vocabulary): string[] {
  const spellings = new Set([raw])
  if (/\p{L}/u.test(raw) && /[^\p{L}]/u.test(raw)) {
    spellings.add(raw.replace(/./gsu, (character) => symbols[character] ?? character))
    spellings.add(
      raw.replace(/./gsu, (character) =>
        character === '1' || character === '!' ? 'l' : (symbols[character] ?? character),
      ),
    )
  }
  if (/[^\p{ASCII}]/u.test(raw)) spellings.add(raw.replace(/./gsu, (character) => lookalikes[character] ?? character))

  const readings = new Set<string>()
  for (const spelling of spellings) {
    if (vocabulary.entries.has(spelling)) readings.add(spelling)
    for (const stem of vocabulary.stems.get(beginning(spelling)) ?? []) {
      if (spelling.startsWith(stem)) readings.add(`${stem}*`)
    }
    if (/(.)\1\1/u.test(spelling))
      for (const entry of vocabulary.squeezed.get(squeeze(spelling)) ?? []) readings.add(entry)
  }
  if (/\p{L}/u.test(raw) && /[*#]/u.test(raw)) {
    for (const entry of vocabulary.byLength.get(raw.length) ?? []) if (fitsMask(raw, entry)) readings.add(entry)
  }
  return [...readings]
}

function beginning(word: string): string {
  return word.slice(0, 2)
}

/** A word without its repeated letters. */
export function squeeze(word: string): string {
  return word.replace(/(.)\1+/gu, '$1')
}

function fitsMask(mask: string, word: string): boolean {
  for (let at = 0; at < mask.length; at++) if (!'*#'.includes(mask.charAt(at)) && mask[at] !== word[at]) return false
  return true
}

/** "sui-cide", "ki🙂ll", "k.m.s": pieces without a space between them, where together they are a word of the rules. */
function joinGlued(words: readonly RawWord[], vocabulary: Vocabulary): RawWord[] {
  return joinRuns(words, (word) => word.isGlued, 2, vocabulary)
}

/** "s u i c i d e", "k-i-l-l m y s e l f": single letters in a row. */
function joinLetters(words: readonly RawWord[], vocabulary: Vocabulary): RawWord[] {
  const isLetter = (word: RawWord) => [...word.raw].length === 1
  return joinRuns(
    words,
    (word, previous) => isLetter(word) && previous !== undefined && isLetter(previous),
    3,
    vocabulary,
  )
}

function joinRuns(
  words: readonly RawWord[],
  continues: (word: RawWord, previous: RawWord | undefined) => boolean,
  minimum: number,
  vocabulary: Vocabulary,
): RawWord[] {
  const joined: RawWord[] = []
  let run: RawWord[] = []
  const close = () => {
    const raw = run.map((word) => word.raw).join('')
    joined.push(...((run.length >= minimum && raw.length <= longestWord && readAs(raw, run, vocabulary)) || run))
    run = []
  }
  for (const word of words) {
    if (run.length > 0 && !continues(word, run.at(-1))) close()
    run.push(word)
  }
  close()
  return joined
}

/** "iwanttodie", "#killmyself": a long word unknown to the rules that is made of words they know, end to end. */
function breakUpRuns(words: readonly RawWord[], vocabulary: Vocabulary, known: ReadonlySet<string>): RawWord[] {
  return words.flatMap((word) => {
    const isRun = word.raw.length >= 8 && word.readings.length === 0 && !known.has(word.raw)
    return (isRun && segment(word.raw, word, vocabulary)) || [word]
  })
}

function readAs(raw: string, from: readonly RawWord[], vocabulary: Vocabulary): RawWord[] | undefined {
  const [first] = from
  const last = from.at(-1)
  if (!first || !last) return undefined
  // The dots of "k.i.l.l." end no sentence.
  const endsSentence = last.endsSentence && !from.every((word) => word.raw.length === 1)
  const whole = { ...first, raw, endsSentence, readings: readingsOf(raw, vocabulary) }
  if (whole.readings.length > 0) return [whole]
  // Words glued by punctuation ("day/night") are words already; only letters that stand alone are broken up anew.
  return from.every((word) => word.raw.length <= 2) ? segment(raw, whole, vocabulary) : undefined
}

function segment(raw: string, from: RawWord, vocabulary: Vocabulary): RawWord[] | undefined {
  // cutBefore[end] is where the last word of raw.slice(0, end) begins; longer words first, so "myself" beats "my self".
  const cutBefore: (number | undefined)[] = [0]
  for (let end = 1; end <= raw.length; end++) {
    for (let start = Math.max(0, end - 16); start < end; start++) {
      if (cutBefore[start] === undefined || !vocabulary.entries.has(raw.slice(start, end))) continue
      cutBefore[end] = start
      break
    }
  }
  const pieces: string[] = []
  for (let end = raw.length; end > 0; ) {
    const start = cutBefore[end]
    if (start === undefined) return undefined
    pieces.unshift(raw.slice(start, end))
    end = start
  }
  // Mostly scraps is no run of words: "period" is not "per I OD".
  const scraps = pieces.filter((piece) => piece.length <= 2).join('').length
  if (scraps * 3 > raw.length) return undefined
  return pieces.map((piece, at) => ({
    ...from,
    raw: piece,
    readings: readingsOf(piece, vocabulary),
    endsSentence: at === pieces.length - 1 && from.endsSentence,
  }))
}
