import type { ModelMessage } from '../../coaching/ports.ts'

const section = /<examples>\n([\s\S]*?)\n<\/examples>/
const line = /^- \[(e\d+)\] .*? The answer: “(.*)”$/gm
/** What was left out of it could only be made up. */
const leftOut = /\[[^\]]{1,20}\]|\[…\]/

export type Followed = { id: string; reply: string }

/**
 * How the coach answered before, where the prompt shows it: the rehearsal has no words of its own to answer in their way, so
 * it takes theirs, but for what names somebody, and none that the client has been told already.
 */
export function followExample(messages: readonly ModelMessage[]): Followed | undefined {
  const told = messages.flatMap(({ role, content }) => (role === 'assistant' ? [content] : []))
  const system = messages.flatMap(({ role, content }) => (role === 'system' ? [content] : [])).join('\n')
  for (const [, id = '', answer = ''] of (section.exec(system)?.[1] ?? '').matchAll(line)) {
    const sentences = answer.match(/[^.!?…]+(?:[.!?…]+|$)/gu) ?? []
    const reply = sentences
      .filter((sentence) => !leftOut.test(sentence))
      .join('')
      .trim()
    if (reply !== '' && !told.some((text) => text.includes(reply))) return { id, reply }
  }
  return undefined
}
