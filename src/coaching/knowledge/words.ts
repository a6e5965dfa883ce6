/** What a text is about, as far as its words say: stems, without the words that only hold sentences together. */
import { isFunctionWord, type Language, languageOf, languages, stemOf, withoutAccents } from './languages.ts'

/** Words with their apostrophes, and numbers whole ("1,200.5"). */
const words = /[\p{L}\p{M}\p{N}]+(?:['’.,](?=[\p{L}\p{M}\p{N}])[\p{L}\p{M}\p{N}]+)*/gu
const isNumber = /^[\p{N}.,]+$/u
/** What is written without spaces between words. */
const unspaced = /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+)/u
const plain = /^[a-z]+$/
const longestWord = 60

/** Stems met so far, empty for a function word, by language: texts repeat themselves, and stemming is slow. */
const stems = new Map<Language | undefined, Map<string, string>>()
const mostStems = 100_000

/** The words of a text in their order: lower case, with accents. */
function splitWords(text: string): string[] {
  const found: string[] = []
  for (const match of text.toLowerCase().match(words) ?? []) {
    if (plain.test(match)) found.push(match.length > longestWord ? match.slice(0, longestWord) : match)
    else if (isNumber.test(match)) found.push(match.replaceAll(',', '').slice(0, longestWord))
    else for (const part of match.split(/[.,]/)) addParts(found, part)
  }
  return found
}

function addParts(found: string[], word: string): void {
  for (const part of word.split(unspaced)) {
    if (part === '') continue
    if (!unspaced.test(part)) {
      found.push(
        part
          .replace(/['’]s$/u, '')
          .replace(/['’]/gu, '')
          .slice(0, longestWord),
      )
      continue
    }
    // Neighbours in pairs: what a word is nobody can tell without a dictionary.
    const characters = [...part]
    if (characters.length === 1) found.push(part)
    for (let at = 0; at + 1 < characters.length; at++) found.push(`${characters[at]}${characters[at + 1]}`)
  }
}

/** A word that says something, and what it has in common with its other forms. */
type Word = { word: string; stem: string }

/**
 * The words of a text in their order, function words left out.
 *
 * @param language whose stems; left out, of the one whose function words the text has
 */
export function readWords(text: string, language?: Language): Word[] {
  const found = splitWords(text)
  return withStems(found, language ?? languageOf(found))
}

/** Undefined when it has no stems here, or the text is too short to tell. */
export function languageOfText(text: string): Language | undefined {
  return languageOf(splitWords(text))
}

/** As `readWords`, for a question, which may be too short to tell its language: then each word once for every stem it may have. */
export function readQuestion(question: string): Word[] {
  const found = splitWords(question)
  const language = languageOf(found)
  if (language) return withStems(found, language)
  return found.flatMap((word) => {
    const read = [...languages, undefined].flatMap((one) => withStems([word], one))
    return [...new Map(read.map((each) => [each.stem, each])).values()]
  })
}

export function stemsOf(text: string, language?: Language): string[] {
  return readWords(text, language).map(({ stem }) => stem)
}

function withStems(found: readonly string[], language: Language | undefined): Word[] {
  const known = stemsIn(language)
  const kept: Word[] = []
  for (const word of found) {
    let stem = known.get(word)
    if (stem === undefined) {
      stem = readStem(language, word)
      known.set(word, stem)
    }
    if (stem !== '') kept.push({ word, stem })
  }
  return kept
}

function stemsIn(language: Language | undefined): Map<string, string> {
  const known = stems.get(language)
  if (known && known.size < mostStems) return known
  const fresh = new Map<string, string>()
  stems.set(language, fresh)
  return fresh
}

function readStem(language: Language | undefined, word: string): string {
  const bare = withoutAccents(word)
  return !language ? bare : isFunctionWord(bare, language) ? '' : stemOf(word, language)
}
