/** Who may use the API for a coach: tokens that they make themselves, and the upload page's, which a one-time link gives. */
import { createHash, randomBytes } from 'node:crypto'
import type { Clock, Ids } from './ports.ts'

/** `upload`: the upload page, and nothing else. */
export const scopes = ['documents:read', 'documents:write', 'upload'] as const
export type Scope = (typeof scopes)[number]

/** Who calls, by the token they bring. */
export type Caller = { coachId: string; tokenId: string; scopes: readonly Scope[] }
export type NewToken = { id: string; tokenHash: string; last4: string; scopes: Scope[]; expiresAt: Date | undefined }
export type TokenView = { id: string; last4: string; createdAt: Date; usedAt: Date | undefined }

/** Tokens and links at rest: hashes alone. */
export interface AccessStore {
  addToken(coachId: string, token: NewToken, by: string): Promise<void>
  /** A coach's own, newest first; those of the upload page are not among them. */
  listTokens(coachId: string): Promise<TokenView[]>
  /** False when there is none that is still good. */
  revokeToken(coachId: string, tokenId: string, by: string): Promise<boolean>
  /** Undefined for one that is unknown, revoked or past its time. */
  findCaller(tokenHash: string): Promise<Caller | undefined>
  addLink(coachId: string, codeHash: string, expiresAt: Date): Promise<void>
  /** Uses the link up for a token, in one transaction. Undefined when it is unknown, used or past its time. */
  useLink(codeHash: string, token: Omit<NewToken, 'expiresAt'>): Promise<PageSession | undefined>
}
export type PageSession = { coachId: string; coachName: string; language: string; expiresAt: Date }

const linkLifeMs = 24 * 3_600_000
const tokenPrefix = 'oc_'

export type Access = ReturnType<typeof createAccess>

export function createAccess({ store, clock, ids }: { store: AccessStore; clock: Clock; ids: Ids }) {
  return {
    listTokens: store.listTokens,
    revokeToken: store.revokeToken,

    /** The token itself is told once, here. */
    async makeToken(coachId: string, by: string): Promise<string> {
      const { token, kept } = newToken(ids.next())
      const made = { ...kept, scopes: ['documents:read', 'documents:write'] satisfies Scope[], expiresAt: undefined }
      await store.addToken(coachId, made, by)
      return token
    },

    async findCaller(token: string): Promise<Caller | undefined> {
      return token.startsWith(tokenPrefix) ? store.findCaller(hash(token)) : undefined
    },

    /** The code of a link to the upload page: good for a day, and for one browser. */
    async makeLink(coachId: string): Promise<{ code: string; expiresAt: Date }> {
      const code = randomBytes(16).toString('base64url')
      const expiresAt = new Date(clock.now().getTime() + linkLifeMs)
      await store.addLink(coachId, hash(code), expiresAt)
      return { code, expiresAt }
    },

    /** What whoever opens the link first may do, until the link's time is over. */
    async openLink(code: string): Promise<(PageSession & { token: string }) | undefined> {
      const { token, kept } = newToken(ids.next())
      const session = await store.useLink(hash(code), { ...kept, scopes: ['upload'] })
      return session && { ...session, token }
    },
  }
}

function newToken(id: string) {
  const token = tokenPrefix + randomBytes(32).toString('base64url')
  return { token, kept: { id, tokenHash: hash(token), last4: token.slice(-4) } }
}

/** Random enough that nobody guesses one: no slow hash is needed. */
function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
