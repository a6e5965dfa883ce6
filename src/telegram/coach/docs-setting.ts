/** `/docs`: what the assistant knows, to look through, rename and remove. */
import type { Context } from 'grammy'
import { NotFound } from '../../coaching/errors.ts'
import type { Conflicts } from '../../coaching/knowledge/conflicts.ts'
import type { Library } from '../../coaching/knowledge/library.ts'
import type { Practices, Question } from '../../coaching/ports/practices.ts'
import type { MemberAddress } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import {
  clipWords,
  type DocsPage,
  type DocsScreen,
  docsPerPage,
  readPage,
  renderDoc,
  renderDocs,
  renderRemoved,
} from '../rendering/docs.ts'
import type { Replies } from '../replies.ts'
import type { SettingScreens } from './setting-screen.ts'

export const docActions = [
  ...(['docs_page', 'doc_show', 'doc_rename', 'doc_remove'] as const),
  ...(['doc_remove_sure', 'doc_undo', 'doc_again'] as const),
] as const
export type DocAction = (typeof docActions)[number]

type Deps = {
  library: Pick<
    Library,
    'list' | 'count' | 'find' | 'findReindexing' | 'rename' | 'removeSoon' | 'keep' | 'tryAgain' | 'startSpeech'
  >
  conflicts: Pick<Conflicts, 'count'>
  practices: Pick<Practices, 'getPractice'>
  screens: SettingScreens
  replies: Replies
  texts: Texts
  ask: (member: MemberAddress, question: Question) => Promise<void>
  hasPage: boolean
}
export type DocsSetting = ReturnType<typeof createDocsSetting>

export function createDocsSetting({ library, conflicts, practices, screens, replies, texts, ask, hasPage }: Deps) {
  return {
    /** @param words part of a title or a file's name; none: all */
    async onCommand(member: MemberAddress, words: string): Promise<void> {
      await screens.send(member, await list(member, { words: clipWords(words), page: 0 }))
    },

    /** @returns what the tap is answered with */
    onTap(ctx: Context, action: DocAction, subject: string): Promise<TextKey | undefined> {
      return screens.onTap(ctx, (member) => screenAfter(member, action, subject))
    },

    /** What was asked for by [Rename]. */
    async onNewTitle(member: MemberAddress, documentId: string, text: string): Promise<void> {
      const place = { chatId: member.member.telegramUserId }
      const title = text.replace(/\s+/g, ' ').trim()
      try {
        const renamed = await library.rename(member.coachId, documentId, title)
        const screen = await one(member, renamed.id)
        if (typeof screen !== 'string') await screens.send(member, screen)
      } catch (error) {
        if (!(error instanceof NotFound)) throw error
        await replies.toCoach(place, member.language, 'docs-gone')
      }
    },
  }

  async function screenAfter(
    member: MemberAddress,
    action: DocAction,
    id: string,
  ): Promise<DocsScreen | TextKey | undefined> {
    const { coachId, language } = member
    if (action === 'docs_page') return list(member, readPage(id))
    if (action === 'doc_undo') return (await library.keep(coachId, id)) ? one(member, id) : 'docs-no-undo'
    const document = await library.find(coachId, id)
    if (!document) return 'docs-gone'
    const { title } = document
    switch (action) {
      case 'doc_show':
        return one(member, id)
      case 'doc_again':
        if (document.status === 'asked') await library.startSpeech(coachId, id)
        else await library.tryAgain(coachId, id)
        return one(member, id)
      case 'doc_rename':
        await ask(member, `title:${id}`)
        return void (await replies.toCoach(
          { chatId: member.member.telegramUserId },
          language,
          'docs-ask-title',
          { title },
          { forceReply: true },
        ))
      case 'doc_remove':
        return {
          text: texts.render(language, 'docs-remove-ask', { title }),
          buttons: [
            [
              { key: 'docs-remove-sure-button', action: 'doc_remove_sure', subject: id },
              { key: 'docs-keep-button', action: 'doc_show', subject: id },
            ],
          ],
        }
      case 'doc_remove_sure':
        await library.removeSoon(coachId, id, member.member.id)
        return renderRemoved(document, language, texts)
    }
  }

  async function one({ coachId, language }: MemberAddress, id: string): Promise<DocsScreen | 'docs-gone'> {
    const document = await library.find(coachId, id)
    const { timezone } = await practices.getPractice(coachId)
    return document ? renderDoc(document, { language, timezone }, texts) : 'docs-gone'
  }

  async function list({ coachId, language }: MemberAddress, at: DocsPage): Promise<DocsScreen> {
    const filter = { ...(at.words && { words: at.words }), skip: at.page * docsPerPage, limit: docsPerPage + 1 }
    const documents = await library.list(coachId, filter)
    const total = await library.count(coachId)
    const reindexing = await library.findReindexing(coachId)
    const shown = { total, conflicts: await conflicts.count(coachId), language, hasPage, reindexing }
    return renderDocs(documents, at, shown, texts)
  }
}
