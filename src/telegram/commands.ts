/** The menus: which commands Telegram offers where. */
import type { TextKey, Texts } from '../locales/texts.ts'
import type { BotApi } from './bot-api.ts'

/** The team's, about one client. */
const topicCommands = [
  ...(['takeover', 'handback', 'brief', 'memory', 'summary', 'recall'] as const),
  ...(['note', 'unsend', 'ai', 'assign'] as const),
] as const
/** In the menu, which is short; and those that are known beside it. */
const clientMenu = ['human', 'memory', 'privacy', 'help'] as const
const clientCommands = [...clientMenu, 'why', 'goals', 'done'] as const
const groupCommands = [...topicCommands, 'copilot', 'why', 'teach', 'today', 'mirrors', 'help'] as const
const coachCommands = [
  'method',
  'key',
  'teach',
  'import',
  'invite',
  'today',
  'why',
  'hours',
  'timezone',
  'reminders',
  'mirrors',
  'rules',
  'sensitivity',
  'receipts',
  'copilot',
  'texts',
  'country',
  'docs',
  'upload',
  'answers',
  'gaps',
  'style',
  'unlearn',
  'rehearse',
  'try',
  'token',
  'drill',
  'help',
] as const

/** Known in the coach's private chat, and in no menu. */
const alsoCoach = ['start', 'coach']

export type CommandPlace = 'topic' | 'group' | 'private' | 'client' | 'anywhere'

/** Where a command works, for whoever gives it elsewhere; undefined for one that works nowhere. */
export function whereItWorks(name: string): CommandPlace | undefined {
  const isIn = (commands: readonly string[]) => commands.includes(name)
  if (isIn(topicCommands)) return 'topic'
  if (name === 'link') return 'group'
  if (isIn(groupCommands)) return 'anywhere'
  if (isIn(coachCommands) || isIn(alsoCoach)) return 'private'
  return isIn(clientCommands) ? 'client' : undefined
}

/** What the team alone may give: to a client such a command says nothing, and does nothing. */
export function isTeamCommand(name: string): boolean {
  const where = whereItWorks(name)
  return where !== undefined && where !== 'client' && name !== 'start' && !clientCommands.some((one) => one === name)
}

type Scope = NonNullable<NonNullable<Parameters<BotApi['setCommands']>[1]>['scope']>
type Place = 'client' | 'group' | 'coach'

/** Set at every start: Telegram keeps what was set last. In a group that no coach has linked the bot has no commands. */
export async function setMenus(botApi: BotApi, texts: Texts): Promise<void> {
  await setInAllLanguages(botApi, texts, 'client', clientMenu, { type: 'all_private_chats' })
  await botApi.setCommands([], { scope: { type: 'all_group_chats' } })
}

/** The team's, in their group. */
export async function setGroupCommands(botApi: BotApi, texts: Texts, chatId: number): Promise<void> {
  await setInAllLanguages(botApi, texts, 'group', groupCommands, { type: 'chat', chat_id: chatId })
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

/** A coach who is someone's client for a while sees what clients see. */
export async function clearCoachCommands(botApi: BotApi, telegramUserId: number): Promise<void> {
  await botApi.setCommands([], { scope: { type: 'chat', chat_id: telegramUserId } })
}

/** English without a language is for everyone whose language has no menu of its own. */
async function setInAllLanguages(
  botApi: BotApi,
  texts: Texts,
  place: Place,
  commands: readonly string[],
  scope: Scope,
): Promise<void> {
  for (const language of texts.languages)
    await botApi.setCommands(menu(texts, language, place, commands), {
      scope,
      ...(language !== 'en' && { language_code: language as 'de' }),
    })
}

function menu(texts: Texts, language: string, place: Place, commands: readonly string[]) {
  return commands.map((command) => ({
    command,
    description: texts.render(language, `menu-${place}-${command}` as TextKey),
  }))
}
