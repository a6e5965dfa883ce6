/** People as Telegram names them, as the core knows them. */
import type { User } from 'grammy/types'
import type { Person } from '../coaching/ports/practices.ts'

export function personOf(user: User): Person {
  return {
    telegramUserId: user.id,
    displayName: [user.first_name, user.last_name].filter(Boolean).join(' ').slice(0, 100) || 'Someone',
    language: user.language_code?.split('-')[0] ?? 'en',
    ...(user.username && { username: user.username }),
  }
}
