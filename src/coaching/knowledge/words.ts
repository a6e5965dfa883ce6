/** What a text is about, as far as its words say: stems, without the words that only hold sentences together. */
import { isFunctionWord, type Language, languageOf, languages, stemOf, withoutAccents } from './languages.ts'

/** Numbers whole ("1,200.5"), words with their apostrophes, and what is written without spaces between words. */
const words =
  /\p{N}+(?:[.,]\p{N}+)*|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{M}])+(?:['’](?=\p{L})[\p{L}\p{M}]+)*/gu
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
const longestWord = 60

/** Whether a word says something, and its stem, by language: texts repeat themselves, and stemming is slow. */
const stems = new Map<string, string>()
const mostStems = 200_000

/** The words of a text in their order: lower case, with accents. */
export function splitWords(text: string): string[] {
  const found: string[] = []
  for (const [match] of text.matchAll(words)) {
    if (unspaced.test(match)) {
      // Neighbours in pairs: what a word is nobody can tell without a dictionary.
      const characters = [...match]
      if (characters.length === 1) found.push(match)
      for (let at = 0; at + 1 < characters.length; at++) found.push(`${characters[at]}${characters[at + 1]}`)
    } else {
      found.push(
        match
          .slice(0, longestWord)
          .toLowerCase()
          .replace(/['’]s$/u, '')
          .replace(/['’,]/gu, ''),
      )
    }
  }
  return found
}

/**
 * The stems of a text in their order, function words left out.
 *
 * @param language left out, the one whose function words it has; where there is none, words stay as they are, without accents
 */
export function stemsOf(text: string, language?: Language): string[] {
  const found = splitWords(text)
  return stemAll(found, language ?? languageOf(found.map(withoutAccents)))
}

/** As `stemsOf` for a question, which may be too short to tell its language: then in each, once for every different stem. */
export function stemsOfQuery(query: string): string[] {
  const found = splitWords(query)
  const language = languageOf(found.map(withoutAccents))
  if (language) return stemAll(found, language)
  return found.flatMap((word) => [
    ...new Set([...languages.flatMap((one) => stemAll([word], one)), ...stemAll([word])]),
  ])
}

function stemAll(found: readonly string[], language?: Language): string[] {
  const kept: string[] = []
  for (const word of found) {
    const stem = stem1(word, language)
    if (stem !== '') kept.push(stem)
  }
  return kept
}

/** Empty for a function word. */
function stem1(word: string, language: Language | undefined): string {
  const key = language ? `${language}:${word}` : word
  const known = stems.get(key)
  if (known !== undefined) return known
  const bare = withoutAccents(word)
  const stem = !language ? bare : isFunctionWord(bare, language) ? '' : stemOf(word, language)
  if (stems.size >= mostStems) stems.clear()
  stems.set(key, stem)
  return stem
}
