import { readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

/**
 * Finds relative links in the Markdown files at the root and under docs/ whose file or heading is not there. Links to
 * other hosts are not followed: the check needs no network.
 *
 * @returns one line per dead link, "file:line: what is missing"
 */
export async function checkLinks(root: string): Promise<string[]> {
  const headings = new Map<string, Promise<Set<string>>>()
  const anchorsOf = (file: string) => {
    const known = headings.get(file) ?? readFile(file, 'utf8').then(findAnchors)
    headings.set(file, known)
    return known
  }
  const problems: string[] = []
  for (const file of await listMarkdown(root)) {
    for (const { target, line } of findLinks(await readFile(file, 'utf8'))) {
      const problem = await findProblem(root, file, target, anchorsOf)
      if (problem) problems.push(`${relative(root, file)}:${line}: ${problem}`)
    }
  }
  return problems
}

async function findProblem(
  root: string,
  file: string,
  target: string,
  anchorsOf: (file: string) => Promise<Set<string>>,
): Promise<string | undefined> {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(target)) return undefined // another host, or mailto:
  const [path = '', anchor] = decodeURIComponent(target).split('#', 2)
  const linked = path === '' ? file : path.startsWith('/') ? join(root, path) : join(dirname(file), path)
  if (!(await exists(linked))) return `there is no ${relative(root, linked)}`
  if (!anchor || !linked.endsWith('.md')) return undefined // what `#L10` means in a source file is the host's affair
  if ((await anchorsOf(linked)).has(anchor)) return undefined
  return `${relative(root, linked)} has no heading #${anchor}`
}

async function listMarkdown(root: string): Promise<string[]> {
  const atRoot = (await readdir(root)).map((name) => join(root, name))
  const inDocs = await readdir(join(root, 'docs'), { recursive: true }).catch(() => [])
  return [...atRoot, ...inDocs.map((name) => join(root, 'docs', name))].filter((path) => path.endsWith('.md')).sort()
}

/** Inline links and images, reference definitions, and `href` and `src` in HTML; none of those inside code. */
export function findLinks(markdown: string): { target: string; line: number }[] {
  const text = withoutCode(markdown)
  const patterns = [
    /\]\(\s*(?:<([^<>\n]+)>|([^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*))(?:\s+["'(][^)]*)?\s*\)/g,
    /^ {0,3}\[(?!\^)[^\]\n]+\]:\s*<?([^\s<>]+)>?/gm,
    /<(?:a|img)\b[^>]*?\b(?:href|src)=["']([^"']+)["']/gi,
  ]
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      target: match[1] ?? match[2] ?? '',
      line: text.slice(0, match.index).split('\n').length,
    })),
  )
}

/** The anchors GitHub gives a file's headings, and those it sets itself (`<a id="...">`). */
export function findAnchors(markdown: string): Set<string> {
  const anchors = new Set<string>()
  const text = withoutCode(markdown, 'fences only')
  for (const [, heading = ''] of text.matchAll(/^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$/gm)) {
    const slug = slugOf(heading)
    let anchor = slug
    for (let repeat = 1; anchors.has(anchor); repeat++) anchor = `${slug}-${repeat}`
    anchors.add(anchor)
  }
  for (const [, id = ''] of text.matchAll(/<[a-z][^>]*?\b(?:id|name)=["']([^"']+)["']/gi)) anchors.add(id)
  return anchors
}

function slugOf(heading: string): string {
  return heading
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1') // a link counts as its text
    .replace(/<[^>]+>/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
}

/** Blanks code out rather than removing it, so that line numbers stay true. */
function withoutCode(markdown: string, extent: 'all' | 'fences only' = 'all'): string {
  const blank = (code: string) => code.replace(/[^\n]/g, ' ')
  const withoutFences = markdown
    .replace(/<!--[\s\S]*?-->/g, blank)
    .replace(/^( {0,3})(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\2[`~]*[ \t]*$|$(?![\s\S]))/gm, blank)
  return extent === 'all' ? withoutFences.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, blank) : withoutFences
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
