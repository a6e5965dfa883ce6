/** What no reader wants to meet: control characters (Postgres refuses NUL), soft hyphens, zero-width and direction marks. */
const invisible = /(?![\n\t])[\p{Cc}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]/gu
/** Letters that typesetting joined; a search for "confidence" must find them. */
const ligatures: Record<string, string> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'st', ﬆ: 'st' }
/** The dots of a table of contents, and lines to write on: a hundred tokens that say nothing. */
const leaders = /[._·](?:[^\S\n]?[._·]){5,}/g
/** No paragraph is as long; a file without line breaks is. */
const longest = 20_000

/** Text as it is searched and shown: visible characters, single spaces, a line break where the author set one. */
export function cleanText(text: string): string {
  return visible(text)
    .replace(leaders, ' … ')
    .replace(/[^\S\n ]+| [^\S\n]+/g, ' ') // leaves single spaces alone, and is twice as fast for it
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()
}

/** The same for code, where spaces mean something. */
export function cleanCode(text: string): string {
  return visible(text)
    .replace(/[^\S\n]+$/gm, '')
    .replace(/^\n+|\n+$/g, '')
}

/** Most text needs none of this, and is seen not to in one look. */
const isPlain = /^[\x20-\x7e\n\t]*$/

function visible(text: string): string {
  if (isPlain.test(text)) return text
  return text
    .replace(/\r\n?|[\u2028\u2029\f\v\u0085]/g, '\n')
    .replace(invisible, '')
    .replace(/[ﬀ-ﬆ]/g, (letter) => ligatures[letter] ?? letter)
    .toWellFormed()
    .normalize('NFC')
}

/** Cuts what is too long to be one block, between words where there are any. */
export function splitLong(text: string): string[] {
  if (text.length <= longest) return [text]
  const parts: string[] = []
  let from = 0
  while (text.length - from > longest) {
    const window = text.slice(from, from + longest)
    const space = Math.max(window.lastIndexOf('. ') + 1, window.lastIndexOf('\n'))
    let end = from + (space > longest / 2 ? space : window.lastIndexOf(' '))
    if (end <= from) end = from + longest
    if (!text.slice(from, end).isWellFormed()) end-- // not between the halves of a character
    parts.push(text.slice(from, end).trim())
    from = end
  }
  parts.push(text.slice(from).trim())
  return parts.filter(Boolean)
}
