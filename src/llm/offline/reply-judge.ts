import type { ModelMessage } from '../../coaching/ports.ts'

const sentence = /^(\d+)\. “(.+?)” Suspected:/gm
/** Of a sentence, so much has to have been said for the rehearsal to believe it. */
const half = 0.5

/** Which of the suspected sentences say what the conversation does not: counted in words of five letters or more. */
export function judgeSentences(messages: readonly ModelMessage[]) {
  const text = messages.map(({ content }) => content).join('\n')
  const conversation = (/<conversation>([\s\S]*?)<\/conversation>/.exec(text)?.[1] ?? '').toLowerCase()
  const problems = [...text.matchAll(sentence)].flatMap(({ 1: number, 2: words = '' }) => {
    const telling = words.toLowerCase().match(/\p{L}{5,}/gu) ?? []
    const known = telling.filter((word) => conversation.includes(word.slice(0, 5)))
    return known.length < telling.length * half ? [Number(number)] : []
  })
  return { problems, why: 'a rehearsal counts words' }
}
