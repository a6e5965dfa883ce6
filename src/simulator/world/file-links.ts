import { extensionOf, type StoredFile } from './files.ts'
import type { BotAccount } from './state.ts'

const folders: Record<StoredFile['kind'], string> = {
  photo: 'photos',
  voice: 'voice',
  video_note: 'video_notes',
  video: 'videos',
  animation: 'animations',
  audio: 'music',
  document: 'documents',
  sticker: 'stickers',
  thumbnail: 'thumbnails',
}

/** The addresses under which bots fetch files. Each bot has its own, and they run out. */
export function createFileLinks() {
  const links = new Map<string, { file: StoredFile; until: Date }>()
  const numbers = new Map<string, number>()

  return {
    /** @returns the path below `/file/bot<token>/`, the same each time for the same file */
    open(bot: BotAccount, file: StoredFile, until: Date): string {
      const number = numbers.get(file.id) ?? numbers.size
      numbers.set(file.id, number)
      const path = `${folders[file.kind]}/file_${number}${extensionOf(file)}`
      links.set(`${bot.id}/${path}`, { file, until })
      return path
    },
    /** undefined when there is no such path, or its hour is over */
    find(bot: BotAccount, path: string, now: Date): StoredFile | undefined {
      const link = links.get(`${bot.id}/${path}`)
      return link && link.until > now ? link.file : undefined
    },
  }
}
