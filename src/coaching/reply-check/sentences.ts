/** A reply cut into sentences, with the names of the team and the words of others made plain to the rules. */

/** What stands for every name of the team, in texts and patterns: no word of any language. */
export const coachName = 'xcoachx'
/** "Dana's": the name with an s behind it, which is also how "Dana is" is said. */
export const coachPossessive = 'xcoachxs'

export type Sentence = {
  /** As it stands in the reply. */
  text: string
  /** Without what is quoted, names replaced: what the rules read. */
  read: string
  isQuestion: boolean
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
/** Somebody else's words, or words the client might say: no statement of the reply's own. */
const quoted = /["“”„«»][^"“”„«»\n]{1,400}["“”„«»]/g

/**
 * @param names of everyone the client may hear from in person, as they are written
 * @param pronouns that take up the name of the sentence before
 */
export function sentencesOf(reply: string, names: readonly string[], pronouns: readonly string[]): Sentence[] {
  const unquoted = reply.replace(quoted, (quote) => ' '.repeat(quote.length))
  const sentences: Sentence[] = []
  for (const line of linesOf(unquoted)) {
    for (const { segment, index } of segmenter.segment(line.text)) {
      const from = line.from + index
      const text = reply.slice(from, from + segment.length).trim()
      if (text === '') continue
      const before = sentences.at(-1)
      const named = withNames(segment, names)
      const read = before?.read.includes(coachName) ? withPronoun(named, pronouns) : named
      sentences.push({ text, read, isQuestion: /\?[^\p{L}\p{N}]*$/u.test(segment) })
    }
  }
  return sentences
}

function linesOf(text: string): { text: string; from: number }[] {
  return [...text.matchAll(/[^\n]+/g)].map(({ 0: line, index }) => ({ text: line, from: index }))
}

/** Names are replaced as they are written: "Will" is a name, "will" is not. */
function withNames(text: string, names: readonly string[]): string {
  const known = [...new Set(names.flatMap((name) => [name, name.split(/\s+/)[0] ?? '']))]
    .filter((name) => /\p{L}{2}/u.test(name))
    .sort((one, other) => other.length - one.length)
  if (known.length === 0) return text
  const anyName = known.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  return text
    .replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${anyName})['’]?s(?![\\p{L}\\p{N}])`, 'gu'), coachPossessive)
    .replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${anyName})(?![\\p{L}\\p{N}])`, 'gu'), `${coachName} `)
}

function withPronoun(text: string, pronouns: readonly string[]): string {
  if (pronouns.length === 0) return text
  return text.replace(new RegExp(`^(\\s*)(?:${pronouns.join('|')})(?![\\p{L}\\p{N}])`, 'iu'), `$1${coachName} `)
}
