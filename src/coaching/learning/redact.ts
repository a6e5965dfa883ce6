/** What one client said or was told, for use with others: who and where it was, and every figure, are gone. */
import { fold } from '../phrases/normalise.ts'
import type { Span } from '../phrases/phrase-index.ts'
import { type FindNames, findNames } from './find-names.ts'
import personal from './words/personal.json' with { type: 'json' }

type Kind = 'contact' | 'link' | 'address' | 'date' | 'number' | 'name'
type Found = Span & { kind: Kind }

const months =
  'jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch|zo)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sep(?:t(?:ember)?)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?|enero|febrero|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre'
const ordinals =
  'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\\w+teenth|twentieth|twenty-\\w+|thirtieth|thirty-first|ersten|zweiten|dritten|\\p{L}+ten|\\p{L}+sten|primero|uno'

/** The first that matches a place has it. */
const patterns: readonly [Kind, RegExp][] = [
  ['contact', /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu],
  [
    'contact',
    /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+\s*[([]?\s?(?:at|arroba|ät)\s?[)\]]?\s*[\p{L}\p{N}-]+\s*(?:[([]?\s?(?:dot|punto|punkt)\s?[)\]]?|\.)\s*(?:com|org|net|de|es|at|ch|uk|mx|me|io)\b/giu,
  ],
  ['link', /\b(?:https?:\/\/|www\.)\S*[\p{L}\p{N}/=]/giu],
  [
    'link',
    /(?<![\p{L}\p{N}])[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?:com|org|net|de|es|io|me|co|uk|eu|at|ch|mx|ar|info|app|dev)(?:\/(?:\S*[\p{L}\p{N}/=])?|(?![\p{L}\p{N}]))/giu,
  ],
  // Whatever it ends in, with a path behind it.
  ['link', /(?<![\p{L}\p{N}])[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}\/\S*[\p{L}\p{N}/=]/gu],
  [
    'contact',
    /(?<![\p{L}\p{N}])(?:insta(?:gram)?|ig|snap(?:chat)?|tiktok|skype|discord|telegram|facebook|fb|twitter)\s*(?::|=|\s(?:is|ist|es)\s)\s*@?[\p{L}\p{N}._-]+/giu,
  ],
  ['contact', /(?<![\p{L}\p{N}])@[\p{L}\p{N}_.]*[\p{L}\p{N}_]/gu],
  [
    'contact',
    /(?<![\p{L}\p{N}._])[\p{L}\p{N}.]*_[\p{L}\p{N}_.]*[\p{L}\p{N}_]|(?<![\p{L}\p{N}._])[\p{L}\p{N}]+_(?![\p{L}\p{N}])/gu,
  ],
  [
    'address',
    /(?<![\p{L}\p{N}])\p{L}[\p{L}.-]*(?:straße|strasse|str\.|weg|gasse|allee|platz|ufer|damm|chaussee),?\s*\p{N}+\s?[a-z]?(?![\p{L}\p{N}])/giu,
  ],
  [
    'address',
    /(?<![\p{L}\p{N}])\p{Lu}\p{L}+(?:ring|hof|steig|pfad|kai|markt|berg|graben)\s+\p{N}+[a-z]?(?![\p{L}\p{N}])/gu,
  ],
  [
    'address',
    /(?<![\p{L}\p{N}])(?:\p{Lu}[\p{L}.-]*[ -]){1,3}(?:Straße|Strasse|Str\.|Weg|Gasse|Allee|Platz|Ufer|Damm|Ring|Chaussee),?\s*\p{N}+\s?[a-z]?(?![\p{L}\p{N}])/gu,
  ],
  [
    'address',
    /(?<![\p{L}\p{N}])\p{N}+\s?[a-z]?,?\s+(?:\p{L}[\p{L}.'’-]*\s+){1,2}(?:street|road|avenue|boulevard|blvd)(?!\p{L})/giu,
  ],
  [
    'address',
    /(?<![\p{L}\p{N}])\p{N}+\s?[A-Za-z]?,?\s+(?:\p{Lu}[\p{L}.'’-]*\s+){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Way|Square|Place|Terrace|Close|Crescent)(?!\p{L})\.?/gu,
  ],
  [
    'address',
    /(?<![\p{L}\p{N}])(?:[Cc]alle|[Cc]\/|[Aa]venida|[Aa]vda\.?|[Aa]v\.)\s*(?:(?:de|del|la|las|los|el)\s+)*\p{L}[\p{L}.'’-]*(?:\s+(?:(?:de|del|la|las|los|el)\s+)*\p{Lu}[\p{L}.'’-]*)*,?\s*(?:n[úu]mero|n[º°.]|núm\.?)?\s*\p{N}+\s?[a-z]?(?![\p{L}\p{N}])/gu,
  ],
  [
    'date',
    new RegExp(
      `(?<![\\p{L}\\p{N}])(?:the\\s+|el\\s+|den\\s+|am\\s+)?(?:\\p{N}{1,2}(?:st|nd|rd|th|º|\\.)?|${ordinals})\\s+(?:of\\s+|de\\s+)?(?:${months})(?![\\p{L}])\\.?(?:,?\\s+(?:de\\s+|del\\s+)?\\p{N}{2,4})?`,
      'giu',
    ),
  ],
  [
    'date',
    new RegExp(
      `(?<![\\p{L}\\p{N}])(?:${months})\\.?\\s+(?:the\\s+)?(?:\\p{N}{1,2}(?:st|nd|rd|th)?(?!\\p{N})|${ordinals})(?:,?\\s+\\p{N}{4})?`,
      'giu',
    ),
  ],
  ['date', /(?<![\p{L}\p{N}])\p{N}{1,4}[./-]\p{N}{1,2}[./-]\p{N}{2,4}(?![\p{L}\p{N}])/gu],
]

const numberWords = new Set(personal.number_words.split(' '))
const smallNumbers = new Set(personal.small_numbers.split(' '))
const units = new Set(personal.units.split(' '))
const germanTens = 'zwanzig|dreissig|vierzig|funfzig|sechzig|siebzig|achtzig|neunzig'
const germanOnes = 'ein|eine|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf|\\w+zehn'
/** "zweihundertfünfzig", "dreiundvierzig". */
const germanNumber = new RegExp(
  `^(?:${germanOnes})?(?:(?:hundert|tausend)(?:und)?(?:${germanOnes})?)*(?:(?:(?:ein|${germanOnes})und)?(?:${germanTens}))?(?:hundert|tausend)*$`,
)

/**
 * Names, phone numbers, addresses of every kind, dates, money and all other figures become placeholders in square brackets,
 * the same in every language: `[name]`, `[contact]`, `[link]`, `[address]`, `[date]`, `[number]`. Safe to repeat. It leaves
 * out too much rather than too little: small numbers in words ("two things") stay, a word that stands like a name does not.
 */
export function redact(text: string, find: FindNames): string {
  let result = ''
  let end = 0
  for (const { from, to, kind } of findPersonal(text, find)) {
    result += `${text.slice(end, from)}[${kind}]`
    end = to
  }
  return result + text.slice(end)
}

/** All that `redact` would replace, in order, none overlapping another. */
export function findPersonal(text: string, find: FindNames): Found[] {
  const taken: Found[] = [...text.matchAll(/\[(?:name|contact|link|address|date|number)\]/gu)].map(
    ({ 0: mark, index }) => ({
      kind: 'name',
      from: index,
      to: index + mark.length,
    }),
  )
  const placeholders = new Set(taken)
  const add = (kind: Kind, spans: Iterable<Span>) => {
    for (const { from, to } of spans)
      if (to > from && !taken.some((other) => from < other.to && to > other.from)) taken.push({ kind, from, to })
  }
  for (const [kind, pattern] of patterns)
    add(
      kind,
      [...text.matchAll(pattern)].map(({ 0: match, index }) => ({ from: index, to: index + match.length })),
    )
  add('number', figuresIn(text))
  add('number', numbersInWords(text))
  add('name', findNames(text, find))
  return taken.filter((found) => !placeholders.has(found)).sort((one, other) => one.from - other.from)
}

/** Figures with what is written together with them ("B12", "4k", "€50"), and those that follow one another ("+34 612 345 678"). */
function figuresIn(text: string): Span[] {
  const spans: Span[] = []
  for (const { 0: match, index } of text.matchAll(
    /(?:\((?=[\p{N}+]+\)\s?\p{N}))?[+#№$€£¥]*(?<![\p{L}\p{M}])[\p{L}\p{M}]*\p{N}(?!\u{FE0F}?\u{20E3})[\p{L}\p{M}\p{N}]*[%€$£°º]*/gu,
  )) {
    const last = spans.at(-1)
    if (last && /^[\s.,:/'’()+–-]{0,3}$/u.test(text.slice(last.to, index))) last.to = index + match.length
    else spans.push({ from: index, to: index + match.length })
  }
  return spans
}

/** "forty-three", "two thousand euros", "zweihundertfünfzig": not the small ones that only count things. */
function numbersInWords(text: string): Span[] {
  const words = [...text.matchAll(/[\p{L}\p{M}]+/gu)].map(({ 0: raw, index }) => {
    const folded = fold(raw)
    const isLarge = numberWords.has(folded) || (folded.length > 4 && folded.length < 60 && germanNumber.test(folded))
    return { from: index, to: index + raw.length, folded, isLarge, isSmall: smallNumbers.has(folded) }
  })
  const spans: Span[] = []
  for (let at = 0; at < words.length; at++) {
    let end = at
    while (
      words[end]?.isLarge ||
      words[end]?.isSmall ||
      (end > at && isLink(words[end]?.folded) && isNumber(words[end + 1]))
    )
      end++
    const run = words.slice(at, end)
    const [first] = run
    const last = run.at(-1)
    if (!first || !last) continue
    if (run.some(({ isLarge }) => isLarge) || run.length > 1 || units.has(words[end]?.folded ?? ''))
      spans.push({ from: first.from, to: last.to })
    at = end - 1
  }
  return spans
}

function isLink(word: string | undefined): boolean {
  return word === 'and' || word === 'y' || word === 'und'
}

function isNumber(word: { isLarge: boolean; isSmall: boolean } | undefined): boolean {
  return word !== undefined && (word.isLarge || word.isSmall)
}
