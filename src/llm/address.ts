import { BlockList, isIP, isIPv6 } from 'node:net'

/**
 * Where an address leads: `public` to the internet, `private` to this machine or the operator's own network, `never` to
 * what no model answers from (link-local and cloud metadata, multicast, reserved, tunnels that hide another address).
 */
export type AddressKind = 'public' | 'private' | 'never'

/** Loopback, RFC 1918, CGNAT (which is also Tailscale), unique local. */
const privateRanges = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['::1', 128],
  ['fc00::', 7],
] as const

/** The IANA special-purpose registries, and the metadata services that live at addresses outside them. */
const neverRanges = [
  ['0.0.0.0', 8], // "this host": connects to localhost
  ['169.254.0.0', 16], // link-local, where most clouds keep their metadata
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['168.63.129.16', 32], // Azure's metadata, inside a public range
  ['100.100.100.200', 32], // Alibaba's, inside CGNAT
  ['fd00:ec2::254', 128], // Amazon's and
  ['fd20:ce::254', 128], // Google's, inside unique local
  ['2001::', 23], // Teredo, ORCHID and others
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4 carries an IPv4 address
  ['3fff::', 20],
] as const

const privateBlock = blockOf(privateRanges)
const neverBlock = blockOf(neverRanges)
/** Of IPv6 only this is the internet today; all else (link-local, site-local, NAT64, multicast) is not. */
const globalUnicast = blockOf([['2000::', 3]])

/**
 * Sorts an IP address. IPv6 that maps an IPv4 address (`::ffff:127.0.0.1`) is sorted as that address.
 *
 * @param address an address as DNS or a parsed URL gives it, without brackets; what is not one is `never`
 */
export function addressKind(address: string): AddressKind {
  const bare = address.split('%')[0] ?? '' // a zone id says by which interface, not whereto
  if (isIP(bare) === 0) return 'never'
  const family = isIPv6(bare) ? 'ipv6' : 'ipv4'
  // BlockList compares a mapped address with the IPv4 rules by itself.
  if (neverBlock.check(bare, family)) return 'never'
  if (privateBlock.check(bare, family)) return 'private'
  if (family === 'ipv4' || isMappedIpv4(bare)) return 'public'
  return globalUnicast.check(bare, family) ? 'public' : 'never'
}

const mapped = blockOf([['::ffff:0:0', 96]])

function isMappedIpv4(address: string): boolean {
  return mapped.check(address, 'ipv6')
}

function blockOf(ranges: readonly (readonly [string, number])[]): BlockList {
  const block = new BlockList()
  for (const [net, prefix] of ranges) block.addSubnet(net, prefix, isIPv6(net) ? 'ipv6' : 'ipv4')
  return block
}
