import type { ModelMessage } from '../../coaching/ports.ts'
import { type Method, methods } from './questions.ts'

export type Conversation = {
  /** The client's messages since the last answer, joined. */
  unanswered: string
  /** What the client has been told, oldest first. */
  told: string[]
  coachName: string | undefined
  method: Method | undefined
}

/** Reads a prompt the way a model would, as far as the rehearsal needs it. */
export function readConversation(messages: readonly ModelMessage[]): Conversation {
  const system = contentsOf(messages, 'system').join('\n')
  const lastAnswer = messages.findLastIndex(({ role }) => role === 'assistant')
  const unanswered = contentsOf(messages.slice(lastAnswer + 1), 'user').map(withoutTags)
  return {
    unanswered: unanswered.join('\n').trim(),
    told: contentsOf(messages, 'assistant'),
    coachName: nameOfCoach(system),
    method: methods
      .map((method) => ({ method, at: system.search(method.pattern) }))
      .filter(({ at }) => at >= 0)
      .sort((one, other) => one.at - other.at)[0]?.method,
  }
}

/** Where prompts name the coach: "the coach Dana", "Coach: Dana", "the AI clone of Dana", "Dana's AI", `name="Dana"`. */
const namings: readonly RegExp[] = [
  /\b[Cc]oach(?:'s name)?(?: is|:|,| named| called|_name:)?\s+["“]?(\p{Lu}[\p{L}'-]+)/u,
  /\b(?:clone|assistant|AI) (?:of|for)(?: the)?(?: coach)? ["“]?(\p{Lu}[\p{L}'-]+)/u,
  /(\p{Lu}[\p{L}-]+)['’]s (?:AI|clone|assistant|clients?|voice)\b/u,
  /\b(?:with|behalf of) (\p{Lu}[\p{L}'-]+), (?:a|the|an|your|their) (?:\w+ )?coach\b/u,
  /\b(\p{Lu}[\p{L}'-]+), (?:a|the|an|your|their) (?:\w+ )?coach\b/u,
  /\b(?:coach|name)\b[^\n]{0,12}?[=:]\s*["“]?(\p{Lu}[\p{L}'-]+)/u,
  /<coach[^>]*>\s*["“]?(\p{Lu}[\p{L}'-]+)/u,
]

function nameOfCoach(system: string): string | undefined {
  for (const naming of namings) {
    const name = naming.exec(system)?.[1]?.replace(/['’]s$/, '')
    if (name) return name
  }
  return undefined
}

function contentsOf(messages: readonly ModelMessage[], wanted: ModelMessage['role']): string[] {
  return messages.filter(({ role }) => role === wanted).map(({ content }) => content)
}

/** The prompt may fence what the client wrote in tags; they are not the client's words. */
/** What the prompt remarks on a message is nothing that the client has said: "[photo, which you cannot see]". */
const remark =
  /\[(?:about: “[^”]*”|forwarded, the words of [^\]]*|[a-z ]+(?:, (?:written down|which you cannot (?:see|hear)))?)\]/g

function withoutTags(content: string): string {
  return content
    .replace(/<\/?[a-z][\w-]*(?:\s[^<>]*)?>/gi, ' ')
    .replace(remark, '')
    .trim()
}
