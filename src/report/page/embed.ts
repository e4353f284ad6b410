/** How the snapshot lies in the page: an element that no browser runs. */
export interface Embedded {
  readonly type: 'application/json' | 'application/gzip';
  /** JSON in which nothing can close the element, or base64. */
  readonly text: string;
}

/** Above so many characters the snapshot is packed: a page should pass through a forum's limits. */
const readableUpTo = 150_000;

/** The snapshot as data. Small ones stay readable. */
export async function embed(json: string): Promise<Embedded> {
  const text = escaped(json);
  return text.length <= readableUpTo
    ? { type: 'application/json', text }
    : { type: 'application/gzip', text: await packed(json) };
}

/**
 * In JSON these characters stand in strings only, so they may be written as escapes. Then the text holds no markup, and whoever
 * looks at the file in a terminal or an editor meets no control or direction character.
 */
function escaped(json: string): string {
  return json.replace(
    /[<>&\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** By the web's own stream, which Node has too: a renderer has no door to Node. */
async function packed(json: string): Promise<string> {
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream('gzip'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x6000)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 0x6000))));
  return parts.join('');
}
