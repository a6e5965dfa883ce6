import type { BotAccount, Chat, PersonAccount } from '../../world/state.ts'
import { isAdmin } from '../../world/world.ts'
import { badRequest } from '../api-error.ts'
import { type Call, list, type Method, record, text } from '../call.ts'

export type BotCommand = { command: string; description: string }
type Scope = { type: string; chat_id?: number | string; user_id?: number }

function keyOf({ type, chat_id, user_id }: Scope, language: string): string {
  return [type, chat_id ?? '', user_id ?? '', language].join(':')
}

function readKey(call: Call): string {
  const scope = (record(call, 'scope') as Scope | undefined) ?? { type: 'default' }
  const chatId = Number(scope.chat_id)
  if (scope.chat_id !== undefined && !call.world.groups.has(chatId) && !call.world.people.has(chatId)) {
    throw badRequest('chat not found')
  }
  return keyOf(scope, readLanguage(call))
}

function readLanguage(call: Call): string {
  const language = text(call, 'language_code') ?? ''
  if (language !== '' && !/^[a-z]{2}$/.test(language)) throw badRequest('invalid language code specified')
  return language
}

const setMyCommands: Method = (call) => {
  const key = readKey(call)
  const commands = (list<BotCommand>(call, 'commands') ?? []).map(({ command, description }) => ({
    command: command.replace(/^\//, ''),
    description: description.trim(),
  }))
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH')
  if (commands.some(({ command }) => !/^[a-z0-9_]{1,32}$/.test(command))) throw badRequest('BOT_COMMAND_INVALID')
  if (commands.some(({ description }) => description === '')) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
  if (commands.length > 0) call.bot.commands.set(key, commands)
  else call.bot.commands.delete(key)
  call.world.emit('chat')
  return true
}

const deleteMyCommands: Method = (call) => {
  call.bot.commands.delete(readKey(call))
  call.world.emit('chat')
  return true
}

const getMyCommands: Method = (call) => call.bot.commands.get(readKey(call)) ?? []

/** The menu a person sees: the narrowest scope that has one, their language before none, as the Bot API orders them. */
export function menuFor(bot: BotAccount, person: PersonAccount, chat: Chat): BotCommand[] {
  const admin = chat.type !== 'private' && isAdmin(chat, person.id)
  const scopes: Scope[] =
    chat.type === 'private'
      ? [{ type: 'chat', chat_id: chat.id }, { type: 'all_private_chats' }]
      : [
          { type: 'chat_member', chat_id: chat.id, user_id: person.id },
          ...(admin ? [{ type: 'chat_administrators', chat_id: chat.id }] : []),
          { type: 'chat', chat_id: chat.id },
          ...(admin ? [{ type: 'all_chat_administrators' }] : []),
          { type: 'all_group_chats' },
        ]
  for (const scope of [...scopes, { type: 'default' }]) {
    const commands = bot.commands.get(keyOf(scope, person.languageCode)) ?? bot.commands.get(keyOf(scope, ''))
    if (commands) return commands
  }
  return []
}

/** `setMyName`, `getMyName` and their like: a text of the bot, one for each language. */
function profileMethods(method: string, field: string, fallback: (bot: BotAccount) => string): Record<string, Method> {
  return {
    [`set${method}`]: (call) => {
      call.bot.profile.set(`${field}:${readLanguage(call)}`, text(call, field)?.trim() ?? '')
      return true
    },
    [`get${method}`]: (call) => {
      const of = (language: string) => call.bot.profile.get(`${field}:${language}`)
      return { [field]: of(readLanguage(call)) || of('') || fallback(call.bot) }
    },
  }
}

export const commandMethods: Record<string, Method> = {
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  ...profileMethods('MyName', 'name', (bot) => bot.firstName),
  ...profileMethods('MyDescription', 'description', () => ''),
  ...profileMethods('MyShortDescription', 'short_description', () => ''),
}
