/**
 * Where a text names somebody, or a place or firm: by names that are known, by names that many bear, and by how names stand
 * in a sentence. It rather takes a word for a name than a name for a word: what it finds is left out, never acted on.
 */
import { isFunctionWord, type Language } from '../knowledge/languages.ts'
import { languageOfText } from '../knowledge/words.ts'
import { fold, spellingsOf, squeeze } from '../phrases/normalise.ts'
import type { Span } from '../phrases/phrase-index.ts'
import given from './words/given-names.json' with { type: 'json' }
import personal from './words/personal.json' with { type: 'json' }

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '))
/** Names of large towns and employers, too: people write them small. */
const commonNames = setOf(`${given.names} ${personal.places} ${personal.firms}`)
const everydayNames = setOf(given.everyday)
const relations = setOf(personal.relations)
const titles = setOf(personal.titles)
/** Before a name alone, so that it is one however it is written. */
const shortTitles = setOf('mr mrs dr herr herrn senor senora sra srta')
const namingWords = setOf(personal.naming)
const namingPhrases = new RegExp(`(?:^|\\s)(?:${personal.naming_after})$`, 'u')
const personVerbs = setOf(personal.verbs)
const keptWords = setOf(personal.kept)
const starters = setOf(personal.starters)
const germanNouns = setOf(personal.german_nouns)
const germanAdjectives = new RegExp(`^(?:${personal.german_adjectives.replaceAll(' ', '|')})(?:e|en|em|er|es)?$`)

type Token = Span & {
  raw: string
  folded: string
  /** First of a sentence, a line or a quotation: there, a capital letter says nothing. */
  isStart: boolean
  isCapital: boolean
  isUpper: boolean
}

export type FindNames = {
  /** Of everyone known to be spoken of or to, as they are written; parts of them count too. */
  names: readonly string[]
  /** Of a text that is too short to tell its own. */
  language?: Language | undefined
}

/** The places where a text names somebody, in their order, none overlapping another. */
export function findNames(text: string, { names, language }: FindNames): Span[] {
  const tokens = tokensOf(text)
  const spoken = languageOfText(text) ?? language
  const known = partsOf(names)
  const isSure = tokens.map(
    (token, at) => isKnown(token, known) || isCommon(token) || isIntroduced(tokens, at, spoken, text),
  )
  const isName = tokens.map((_, at) => isSure[at] || hasNamesCapital(tokens, at, spoken, text))
  // What was a name once in a text is one wherever it stands; by its capital letter alone only where it has one.
  const foldedOf = (marks: readonly unknown[]) =>
    new Set(tokens.filter((_, at) => marks[at]).map(({ folded }) => folded))
  const [sure, capital] = [foldedOf(isSure), foldedOf(isName)]
  for (const [at, token] of tokens.entries()) {
    // A surname follows without a mark of its own.
    const isSurname = at > 0 && isName[at - 1] && token.isCapital && isNextTo(text, tokens[at - 1], token)
    const isSeen = sure.has(token.folded) || (token.isCapital && capital.has(token.folded))
    if ((isSurname || isSeen) && !isOrdinary(token, spoken)) isName[at] = true
  }
  return joined(
    tokens.filter((_, at) => isName[at]),
    text,
  )
}

/**
 * The names in texts that belong together: what is one in any of them is one in the others, however it is written there. Where
 * every noun has a capital, or a sentence begins, a capital letter is too little for that.
 */
export function namesAmong(texts: readonly string[], { names, language }: FindNames): string[] {
  const known = partsOf(names)
  const found = texts.flatMap((text) => {
    const tokens = tokensOf(text)
    const spoken = languageOfText(text) ?? language
    const isTelling = (token: Token, at: number) =>
      isKnown(token, known) ||
      isIntroduced(tokens, at, spoken, text) ||
      (spoken !== 'de' && !token.isStart && hasNamesCapital(tokens, at, spoken, text))
    return tokens.filter(isTelling).map(({ raw }) => raw)
  })
  return [...new Set([...names, ...found])]
}

/** Does it name any of them, in whatever form? */
export function namesAny(text: string, names: readonly string[]): boolean {
  const known = partsOf(names)
  return tokensOf(text).some((token) => isKnown(token, known))
}

function tokensOf(text: string): Token[] {
  let end = 0
  return [...text.matchAll(/[\p{L}\p{M}]+(?:['’‘`´\-‐‑][\p{L}\p{M}]+)*/gu)].map(({ 0: raw, index }) => {
    const between = text.slice(end, index)
    const isStart =
      end === 0 || /[.!?…:;\n"“”„«»‹›¿¡(){}[\]–—•*>|]|\s-\s|^\P{L}*\p{Extended_Pictographic}/u.test(between)
    end = index + raw.length
    const isCapital = /^\p{Lu}|['’‘`´\-‐‑]\p{Lu}/u.test(raw)
    const isUpper = raw.length > 1 && raw === raw.toUpperCase() && /\p{Lu}{2}/u.test(raw)
    return { from: index, to: end, raw, folded: fold(raw), isStart, isCapital, isUpper }
  })
}

type Parts = { parts: ReadonlySet<string>; everyday: ReadonlySet<string> }

/** Parts of one letter say nothing; those that are words as well ("Will", "Grace") count where they are written as names. */
function partsOf(names: readonly string[]): Parts {
  const folded = names
    .flatMap((name) => [...name.split(/[^\p{L}\p{M}'’]+/u), name.replace(/[^\p{L}\p{M}]/gu, '')])
    .flatMap(spellingsOf)
    .filter((part) => [...part].length > 1)
  const isWord = (part: string) =>
    everydayNames.has(part) || (['en', 'es', 'de'] as const).some((language) => isFunctionWord(part, language))
  return { parts: new Set(folded.filter((part) => !isWord(part))), everyday: new Set(folded.filter(isWord)) }
}

function isKnown({ raw, folded, isCapital }: Token, { parts, everyday }: Parts): boolean {
  return formsOf(raw, folded).some((form) => parts.has(form) || (isCapital && everyday.has(form)))
}

function isCommon({ raw, folded, isStart, isCapital }: Token): boolean {
  return formsOf(raw, folded).some(
    (form) => commonNames.has(form) || (isCapital && !isStart && everydayNames.has(form)),
  )
}

/** The word, its parts, without a possessive or a fond ending, and without letters drawn out. */
function formsOf(raw: string, folded: string): string[] {
  const words = [folded, ...(/[-‐‑]/u.test(raw) ? raw.split(/[-‐‑]/u).map(fold) : [])]
  const bare = words.flatMap((word) => [word, ...(/^.{3,}s$/u.test(word) ? [word.slice(0, -1)] : [])])
  const fond = words.flatMap((word) => /^(.{4,})(?:chen|lein|ita|ito|ie|i|y)$/u.exec(word)?.[1] ?? [])
  const drawn = /(.)\1\1/u.test(folded) ? [squeeze(folded), folded.replace(/(.)\1\1+/gu, '$1$1')] : []
  return [...bare, ...fond, ...drawn]
}

/** "My sister X", "Mr X", "called X": what stands before it says that it is a name. */
function isIntroduced(tokens: readonly Token[], at: number, language: Language | undefined, text: string): boolean {
  const token = tokens[at]
  const before = tokens[at - 1]
  if (!token) return false
  if (before && isNamedBy(text, token, before)) return !isOrdinary(token, language) || token.isCapital
  if (!before || isKept(token) || isOrdinary(token, language)) return false
  const stands = /^\.?[ \t]{1,2}$/u.test(text.slice(before.to, token.from))
  if (stands && shortTitles.has(before.folded)) return true
  if (!token.isCapital) return false
  const isTitled = stands && titles.has(before.folded)
  return isTitled || (relations.has(before.folded) && isNextTo(text, before, token))
}

/** A capital letter inside a sentence is enough in English and Spanish; where one begins, it takes more. */
function hasNamesCapital(tokens: readonly Token[], at: number, language: Language | undefined, text: string): boolean {
  const token = tokens[at]
  if (!token?.isCapital || isShouted(tokens, at) || isOrdinary(token, language)) return false
  if (token.isStart) return startsAsName(tokens, at, language, text)
  return language !== 'de' || !isGermanNoun(tokens, at)
}

/** Capitals throughout: a short form, or somebody who shouts. */
function isShouted(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (!token?.isUpper) return false
  return token.raw.length <= 5 || Boolean(tokens[at + 1]?.isUpper || tokens[at - 1]?.isUpper)
}

/** "called X", "my name is X", "heißt X". */
function isNamedBy(text: string, token: Token, before: Token): boolean {
  if (before.raw.endsWith('ó') || !/^[\s:,"“”„«»'‘’]*$/u.test(text.slice(before.to, token.from))) return false
  return namingWords.has(before.folded) || namingPhrases.test(fold(text.slice(Math.max(0, before.to - 30), before.to)))
}

/** "Marta said", "Marta and I", "Marta, I hear you": a word that is no usual beginning, with what follows a name. */
function startsAsName(tokens: readonly Token[], at: number, language: Language | undefined, text: string): boolean {
  const token = tokens[at]
  const next = tokens[at + 1]
  if (!token || isOrdinary(token, language) || starters.has(token.folded) || endsAsNoun(token.folded, language))
    return false
  if (/['’]s$/u.test(token.raw)) return !starters.has(token.folded.slice(0, -1))
  const behind = text.slice(token.to, next?.from ?? text.length)
  // "Zorvas Mutter", "Zorva & Melvo".
  if (next && relations.has(next.folded) && token.folded.endsWith('s') && next.isCapital) return true
  if (next?.isCapital && /^\s*[&+]\s*$/u.test(behind)) return true
  if (language === 'de' && germanNouns.has(token.folded)) return false
  if (/^\s*,/u.test(behind)) return true
  return next !== undefined && /^\s+$/u.test(behind) && personVerbs.has(next.folded)
}

function isKept({ folded }: Token): boolean {
  return keptWords.has(folded)
}

function isOrdinary({ folded }: Token, language: Language | undefined): boolean {
  if (keptWords.has(folded)) return true
  return (language ? [language] : (['en', 'es', 'de'] as const)).some((one) => isFunctionWord(folded, one))
}

const determiner =
  /^(?:d(?:er|ie|as|en|em|es)|(?:ein|kein|mein|dein|sein|ihr|unser|eur?|dies|jed|jen|welch|manch|solch|beid|all)(?:e|en|em|er|es)?|euer|etwas|nichts|kaum|viel|wenig|mehr|zum|zur|im|am|beim|vom|ins|ans|aufs|furs|ums|durchs|ubers)$/
const germanEndings =
  /(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tat|taten|nis|nisse|tum|ismus|ling|linge|zeit|zeiten|tag|tage|woche|wochen|gefuhl|gefuhle|angst|angste|arbeit|gesprach|gesprache|problem|probleme|ment|mente|anz|enz|ur|ion)$/

/** German writes every noun with a capital: one stands behind a determiner, ends as nouns do, or is a common one. */
function isGermanNoun(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (!token) return false
  const parts = token.raw.split(/[-‐‑]/u).map(fold)
  if (parts.some((part) => germanNouns.has(part) || relations.has(part) || germanEndings.test(part))) return true
  for (let place = at - 1; place >= Math.max(0, at - 3); place--) {
    const before = tokens[place]
    if (!before || before.isCapital) return before !== undefined && determiner.test(before.folded)
    if (determiner.test(before.folded) || germanAdjectives.test(before.folded)) return true
    // Between a determiner and its noun stand adjectives only.
    if (!/(?:e|en|em|er|es|ig|lich|sehr|so|ganz|zu)$/u.test(before.folded)) return false
  }
  return false
}

function endsAsNoun(folded: string, language: Language | undefined): boolean {
  if (language === 'de') return germanEndings.test(folded)
  if (language === 'es') return /(?:mente|cion|dad|ando|iendo)$/u.test(folded)
  return /(?:ing|ness|tion|ment|ity|ship|ly)$/u.test(folded)
}

function isNextTo(text: string, before: Token | undefined, token: Token): boolean {
  return before !== undefined && /^[ \t,]{1,3}$/u.test(text.slice(before.to, token.from))
}

/** "Anna de la Cruz", "Jean Luc": one name. */
function joined(names: readonly Span[], text: string): Span[] {
  const spans: Span[] = []
  for (const { from, to } of names) {
    const last = spans.at(-1)
    if (
      last &&
      /^(?:[\s-]*|\s+(?:de|del|de la|de los|la|von|vom|zu|van|van der|van den|der|di|da|dos|y|al|bin)\s+)$/u.test(
        text.slice(last.to, from),
      )
    )
      last.to = to
    else spans.push({ from, to })
  }
  return spans
}
