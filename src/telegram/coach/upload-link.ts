/** `/upload`: a link to the page for what Telegram does not take. */
import type { Access } from '../../coaching/access.ts'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { MemberAddress } from '../../coaching/ports.ts'
import type { Texts } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'
import { join, link, plain } from '../rendering/formatted.ts'

type Deps = {
  access: Pick<Access, 'makeLink'>
  practices: Pick<Practices, 'getPractice'>
  botApi: Pick<BotApi, 'sendText'>
  texts: Texts
  /** Undefined where nobody outside reaches the page. */
  publicUrl: string | undefined
  fileBytesAtMost: number
}
export type SendUploadLink = ReturnType<typeof createSendUploadLink>

export function createSendUploadLink({ access, practices, botApi, texts, publicUrl, fileBytesAtMost }: Deps) {
  return async function sendUploadLink({ coachId, language, member }: MemberAddress): Promise<void> {
    const place = { chatId: member.telegramUserId }
    if (publicUrl === undefined)
      return void (await botApi.sendText(place, plain(texts.render(language, 'upload-no-address'))))
    const { code, expiresAt } = await access.makeLink(coachId)
    const { timezone } = await practices.getPractice(coachId)
    const until = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: timezone })
    const words = texts.render(language, 'upload-link', {
      limit: gigabytes(fileBytesAtMost),
      until: until.format(expiresAt),
    })
    // The code stands behind `#`: what fetches the link for a preview neither sees it nor uses it up.
    const address = link(
      texts.render(language, 'upload-link-button'),
      `${publicUrl.replace(/\/+$/, '')}/upload#${code}`,
    )
    await botApi.sendText(place, join([plain(words), address], '\n\n'))
  }
}

function gigabytes(bytes: number): string {
  const megabytes = bytes / 1024 ** 2
  return megabytes >= 1024 ? `${Math.round(megabytes / 102.4) / 10} GB` : `${Math.round(megabytes)} MB`
}
