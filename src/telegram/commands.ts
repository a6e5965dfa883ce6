/** The menus: which commands Telegram offers where. */
import type { TextKey, Texts } from '../locales/texts.ts'
import type { BotApi } from './bot-api.ts'

const clientCommands = ['human', 'privacy', 'help'] as const
const groupCommands = ['takeover', 'handback', 'note', 'unsend', 'ai', 'mirrors', 'help'] as const
const coachCommands = ['method', 'key', 'invite', 'mirrors', 'help'] as const

/** Set at every start: Telegram keeps what was set last. */
export async function setMenus(botApi: BotApi, texts: Texts): Promise<void> {
  await botApi.setCommands(menu(texts, 'en', 'client', clientCommands), { scope: { type: 'all_private_chats' } })
  await botApi.setCommands(menu(texts, 'en', 'group', groupCommands), { scope: { type: 'all_group_chats' } })
}

export async function setCoachCommands(
  botApi: BotApi,
  texts: Texts,
  telegramUserId: number,
  language: string,
): Promise<void> {
  await botApi.setCommands(menu(texts, language, 'coach', coachCommands), {
    scope: { type: 'chat', chat_id: telegramUserId },
  })
}

function menu(texts: Texts, language: string, place: 'client' | 'group' | 'coach', commands: readonly string[]) {
  return commands.map((command) => ({
    command,
    description: texts.render(language, `menu-${place}-${command}` as TextKey),
  }))
}
