/** The tags that our BBCode is allowed, as Discuz and XenForo both know them. */
const allowed = /^(?:b|size|list|code)$/u;

/**
 * All tags of a post in order, `[*]` included; throws where one is not ours, or is not closed in turn. Inside of [code] a
 * forum looks for its end only, but another forum may look for more: there no tag may stand at all.
 */
export function bbcodeTags(post: string): readonly string[] {
  const tags: string[] = [];
  const open: string[] = [];
  for (const [tag, slash = '', name = ''] of post.matchAll(/\[\s*(\/?)\s*([a-z*#@]+)[^\]\n]*\]/giu)) {
    tags.push(tag);
    if (tag === '[*]' && open.at(-1) === 'list') continue;
    if (!allowed.test(name)) throw new Error(`${tag} is none of our tags`);
    if (slash === '') {
      if (open.includes('code')) throw new Error(`${tag} stands inside of code`);
      open.push(name);
    } else if (open.pop() !== name) throw new Error(`${tag} closes what is not open`);
  }
  if (open.length > 0) throw new Error(`${open.join(', ')} stays open`);
  return tags;
}
