/** "Forget this", as a reply to one's own message: the whole of what is written, and nothing like it. */

const phrases: readonly string[] = [
  ...['forget this', 'forget that', 'forget this message', 'forget that message', 'forget what i said here'],
  ...['delete this', 'delete this message', 'erase this', "don't remember this", "don't keep this"],
  ...['olvida esto', 'olvídalo', 'olvida este mensaje', 'olvida eso', 'borra esto', 'borra este mensaje'],
  ...['no recuerdes esto', 'no guardes esto', 'bórralo'],
  ...['vergiss das', 'vergiss dies', 'vergiss es', 'vergiss diese nachricht', 'lösch das', 'lösche das'],
  ...['lösch diese nachricht', 'lösche diese nachricht', 'merk dir das nicht', 'behalt das nicht'],
]
const politely = /^(?:please|por favor|bitte)[\s,]+|[\s,]+(?:please|por favor|bitte|wieder)$/g

const known = new Set(phrases)

export function asksToForget(text: string): boolean {
  const said = text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[\s.!¡]+/g, ' ')
    .trim()
  return known.has(said.replace(politely, '').replace(politely, ''))
}
