import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { isIP } from 'node:net'
import { addressKind } from './address.ts'

export type BaseUrlRefusal = 'not_a_url' | 'not_https' | 'has_credentials' | 'forbidden_address' | 'unknown_host'

/** A coach's own base URL that must not be called: it would let them reach into the operator's network. */
export class BaseUrlRefused extends Error {
  override readonly name = 'BaseUrlRefused'
  readonly why: BaseUrlRefusal
  constructor(why: BaseUrlRefusal, options?: ErrorOptions) {
    super(`The base URL is refused (${why})`, options)
    this.why = why
  }
}

export type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void
export type Lookup = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

export type BaseUrlPolicy = {
  /**
   * The operator's word that models on this machine or in their own network may be called, over http too. Metadata
   * services stay closed even so, and a public host still needs https.
   */
  allowPrivateHosts?: boolean
  /** DNS; the system's unless a test says otherwise. */
  lookup?: Lookup
}

/**
 * Checks a base URL when a coach sets it, so that they hear at once. It proves nothing about later: a name may resolve
 * to something else by then, which is why the calls themselves go through `createGuardedFetch`.
 *
 * @throws {BaseUrlRefused}
 */
export async function checkBaseUrl(baseUrl: string, policy: BaseUrlPolicy = {}): Promise<URL> {
  const url = parseBaseUrl(baseUrl, policy)
  if (literalAddress(url)) return url
  const resolve = guardedLookup(url.protocol, policy)
  await new Promise<void>((done, fail) => {
    resolve(url.hostname, { all: true }, (error) => {
      if (!error) done()
      else fail(error instanceof BaseUrlRefused ? error : new BaseUrlRefused('unknown_host', { cause: error }))
    })
  })
  return url
}

/**
 * All that can be said of a URL without asking DNS. Decimal, octal, hexadecimal and short IPv4 (`0x7f.1`) need no rule
 * of their own: `URL` has rewritten them as four dotted numbers.
 *
 * @throws {BaseUrlRefused}
 */
export function parseBaseUrl(baseUrl: string | URL, { allowPrivateHosts = false }: BaseUrlPolicy = {}): URL {
  const url = URL.parse(String(baseUrl))
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw new BaseUrlRefused('not_a_url')
  if (url.protocol === 'http:' && !allowPrivateHosts) throw new BaseUrlRefused('not_https')
  if (url.username !== '' || url.password !== '') throw new BaseUrlRefused('has_credentials')
  const address = literalAddress(url)
  if (address) assertAllowed(address, url.protocol, allowPrivateHosts)
  return url
}

/**
 * A `lookup` for node:http(s) that answers only if every address of the name may be connected to. What it answers is
 * what the socket connects to, so a name that changes between check and call gains nothing. Never asked about IP
 * literals: `parseBaseUrl` sees to those.
 */
export function guardedLookup(protocol: string, { allowPrivateHosts = false, lookup = dnsLookup }: BaseUrlPolicy = {}) {
  return (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, [])
      const [first] = addresses
      try {
        if (!first) throw new BaseUrlRefused('unknown_host')
        for (const { address } of addresses) assertAllowed(address, protocol, allowPrivateHosts)
      } catch (refusal) {
        return callback(refusal as BaseUrlRefused, [])
      }
      if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

function assertAllowed(address: string, protocol: string, allowPrivateHosts: boolean): void {
  const kind = addressKind(address)
  if (kind === 'never' || (kind === 'private' && !allowPrivateHosts)) throw new BaseUrlRefused('forbidden_address')
  if (kind === 'public' && protocol !== 'https:') throw new BaseUrlRefused('not_https') // the key would travel in clear
}

function literalAddress({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) ? bare : undefined
}
