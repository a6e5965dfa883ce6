/** What a coach does in a try: begin, write as a client would, end. */
import { AiUnavailable } from '../errors.ts'
import type { MessageFile } from '../media.ts'
import type { Practices } from '../ports/practices.ts'
import type { MemberAddress, Models, Origin, Wake } from '../ports.ts'
import type { CrisisScreen } from '../safety/screen.ts'
import type { NoAi, Tries } from './tries.ts'

type Deps = {
  tries: Pick<Tries, 'begin' | 'write' | 'end' | 'isOpen'>
  practices: Pick<Practices, 'getPractice' | 'takeQuestion'>
  models: Models
  screen: CrisisScreen
  wake: Wake
}
export type Trying = ReturnType<typeof createTrying>

export function createTrying({ tries, practices, models, screen, wake }: Deps) {
  return {
    /** Is what they write a client's words now? */
    async isOpen({ coachId, member }: MemberAddress): Promise<boolean> {
      return member.role === 'owner' && tries.isOpen(coachId)
    },

    /**
     * @param text words that are tried at once
     * @returns why nothing can be tried; undefined when it has begun
     */
    async begin({ coachId, member }: MemberAddress, origin: Origin, text?: string): Promise<NoAi | undefined> {
      const why = await whyNot(coachId)
      if (why) return why
      // Whoever turns to something else is no longer answering what they were asked.
      await practices.takeQuestion(coachId, member.telegramUserId)
      const words = text === undefined ? {} : { words: { text, isDanger: isDanger(text) } }
      await wake((await tries.begin(coachId, origin, { chatId: member.telegramUserId, ...words })) ?? [])
      return undefined
    },

    async write({ coachId }: MemberAddress, origin: Origin, text: string, voice?: MessageFile): Promise<void> {
      await wake(await tries.write(coachId, origin, { text, isDanger: isDanger(text), ...(voice && { voice }) }))
    },

    /** @returns false when there was none of theirs to end */
    async end({ coachId, member }: MemberAddress): Promise<boolean> {
      return member.role === 'owner' && tries.end(coachId)
    },
  }

  async function whyNot(coachId: string): Promise<NoAi | undefined> {
    if ((await practices.getPractice(coachId)).mode === 'off') return 'off'
    try {
      await models.forCoach(coachId)
    } catch (error) {
      if (error instanceof AiUnavailable && error.why === 'no_key') return 'no_key'
      throw error
    }
    return undefined
  }

  function isDanger(text: string): boolean {
    return screen.screen(text) !== undefined
  }
}
