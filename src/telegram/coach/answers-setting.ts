/** `/answers`: how the coach's documents are used in answers, and what is said where they are silent. */
import type { Context } from 'grammy'
import {
  type AnswerMode,
  answerModes,
  type KnowledgeSetting,
  noAnswerCharacters,
} from '../../coaching/knowledge/setting.ts'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { MemberAddress } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { Screen, SettingScreens } from './setting-screen.ts'

type Deps = { practices: Pick<Practices, 'getPractice' | 'changeKnowledge'>; screens: SettingScreens; texts: Texts }
export type AnswersSetting = ReturnType<typeof createAnswersSetting>

const ways = ['show', 'hide', 'ours', 'try', 'quiet'] as const

export function createAnswersSetting({ practices, screens, texts }: Deps) {
  return {
    /** @param argument a mode, `say WORDS`, or nothing */
    async onCommand(member: MemberAddress, argument: string): Promise<void> {
      const { coachId, language } = member
      const [, verb = '', rest = ''] = /^(\S*)\s*(.*)$/su.exec(argument) ?? []
      const mode = findMode(verb.toLowerCase())
      if (mode) await change(member, { mode })
      else if (verb.toLowerCase() === 'say' && rest.length > noAnswerCharacters)
        return screens.send(member, {
          text: texts.render(language, 'answers-too-long', { limit: noAnswerCharacters, length: rest.length }),
          buttons: [],
        })
      else if (verb.toLowerCase() === 'say' && rest !== '') await change(member, { noAnswer: rest })
      else if (argument !== '')
        await screens.send(member, {
          text: texts.render(language, 'setting-unknown', { value: argument.slice(0, 100) }),
          buttons: [],
        })
      await screens.send(member, await screen(coachId, member))
    },

    /** @returns what the tap is answered with */
    onTap(ctx: Context, subject: string): Promise<TextKey | undefined> {
      return screens.onTap(ctx, async (member) => {
        const mode = findMode(subject)
        const way = ways.find((one) => one === subject)
        if (mode) await change(member, { mode })
        else if (way === 'show' || way === 'hide') await change(member, { showsSources: way === 'show' })
        else if (way === 'try' || way === 'quiet') await change(member, { triesOut: way === 'try' })
        else if (way === 'ours') await change(member, { noAnswer: undefined })
        else return undefined
        return screen(member.coachId, member)
      })
    },
  }

  function change({ coachId, member }: MemberAddress, patch: Partial<KnowledgeSetting>): Promise<void> {
    return practices.changeKnowledge(coachId, patch, member.id)
  }

  async function screen(coachId: string, { language, coachName }: MemberAddress): Promise<Screen> {
    const { knowledge } = await practices.getPractice(coachId)
    const { mode, showsSources, triesOut, noAnswer } = knowledge
    const say = (key: TextKey, params: Record<string, string> = {}) => texts.render(language, key, params)
    return {
      text: [
        say('answers-now', { mode: say(`answers-${mode}`) }),
        say(`answers-${mode}-means`),
        say(showsSources ? 'answers-shown' : 'answers-hidden'),
        say(triesOut ? 'answers-tried' : 'answers-not-tried'),
        say('answers-silent', { words: noAnswer ?? say('knowledge-no-answer', { coach: coachName }) }),
        say('answers-how'),
      ].join('\n\n'),
      buttons: [
        ...answerModes
          .filter((one) => one !== mode)
          .map((one) => [{ key: `answers-${one}-button` as const, action: 'set_answers' as const, subject: one }]),
        [
          showsSources
            ? { key: 'answers-hide-button', action: 'set_answers', subject: 'hide' }
            : { key: 'answers-show-button', action: 'set_answers', subject: 'show' },
        ],
        [
          triesOut
            ? { key: 'answers-quiet-button', action: 'set_answers', subject: 'quiet' }
            : { key: 'answers-try-button', action: 'set_answers', subject: 'try' },
        ],
        ...(noAnswer === undefined
          ? []
          : [[{ key: 'answers-ours-button', action: 'set_answers', subject: 'ours' } as const]]),
      ],
    }
  }
}

function findMode(word: string): AnswerMode | undefined {
  return answerModes.find((mode) => mode === word)
}
