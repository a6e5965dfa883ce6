import { stemsOf } from '../../coaching/knowledge/words.ts'
import { refersBack } from '../../coaching/memory/refers-back.ts'
import type { ModelMessage } from '../../coaching/ports.ts'

const section = /<recalled>\n([\s\S]*?)\n<\/recalled>/
const line = /^- \((\d{4}-\d{2}-\d{2}), ([^)]*)\) (.*)$/gm

/**
 * What the client said earlier, in their own words and with its day, where they ask for it and the prompt holds it.
 *
 * @param asked what they have not been answered yet
 */
export function sayWhatWasSaid(messages: readonly ModelMessage[], asked: string): string | undefined {
  if (!refersBack(asked)) return undefined
  const system = messages.flatMap(({ role, content }) => (role === 'system' ? [content] : [])).join('\n')
  const wanted = new Set(stemsOf(asked))
  const said = [...(section.exec(system)?.[1] ?? '').matchAll(line)].flatMap(([, day = '', by = '', text = '']) => {
    const shared = new Set(stemsOf(text).filter((stem) => wanted.has(stem))).size
    const isTheirs = by !== 'you, the AI' && by !== 'summary of a session' && !by.endsWith(', in person')
    return isTheirs && shared > 0 ? [{ day, text, shared }] : []
  })
  const best = said.sort((one, other) => other.shared - one.shared)[0]
  return best && `On ${best.day} you said: “${best.text}”`
}
