import { hostById } from '../../knowledge/hosts.ts';

/** What the people of a system write their posts in: BBCode where its forum is a Discuz; Markdown reads well as plain text everywhere else. */
export function homeMarkup(platform: string | null): 'bbcode' | 'md' {
  const forum = platform === null ? undefined : hostById(platform)?.forum;
  return forum?.format === 'bbcode' && forum.software === 'discuz' ? 'bbcode' : 'md';
}
