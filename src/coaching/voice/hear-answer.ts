/** What a coach said aloud in answer to a question in private, written down with their key. */
import { AiUnavailable, FileTooLarge, NotFound } from '../errors.ts'
import { NotGiven } from '../knowledge/fetch-files.ts'
import type { KnowledgeModels } from '../knowledge/ports.ts'
import type { MessageFile } from '../media.ts'
import type { ModelUsage } from '../ports.ts'
import { attemptMs, bytesAtMost, speechNameOf } from './listen.ts'
import type { WithMessageFile } from './ports.ts'

type Deps = { withMessageFile: WithMessageFile; models: Pick<KnowledgeModels, 'transcribeFor'> }
export type HearAnswer = (
  coachId: string,
  file: MessageFile,
) => Promise<{ text: string; usage: ModelUsage } | undefined>

/** @returns undefined when it cannot be written down now: whoever asked asks for typed words */
export function createHearAnswer({ withMessageFile, models }: Deps): HearAnswer {
  return async function hearAnswer(coachId, file) {
    try {
      const transcribe = await models.transcribeFor(coachId)
      if (!transcribe || (file.sizeBytes ?? 0) > bytesAtMost) return undefined
      const signal = AbortSignal.timeout(attemptMs)
      const part = { name: speechNameOf('voice', file), index: 0, fromMs: 0, toMs: (file.durationS ?? 0) * 1_000 }
      const { segments, usage } = await withMessageFile(file, { sizeAtMost: bytesAtMost, signal }, (path) =>
        transcribe({ path, ...part }, { signal }),
      )
      const text = segments.map((segment) => segment.text.trim()).join(' ')
      return { text: text.trim(), usage }
    } catch (error) {
      const kinds = [AiUnavailable, FileTooLarge, NotFound, NotGiven]
      if (kinds.some((kind) => error instanceof kind)) return undefined
      throw error
    }
  }
}
