import type Handlebars from 'handlebars';
import * as handlebarsRuntime from 'handlebars/runtime';

/** What scripts/report-page.ts makes of a folder of `reports`. The hashes are those of the very texts that the page holds. */
export interface PageAssets {
  /** Precompiled templates by name; one is the page, the others are its partials. */
  readonly templates: Readonly<Record<string, unknown>>;
  readonly style: string;
  readonly dark: string;
  readonly script: string;
  /** Sources of the Content Security Policy: `'sha256-…'`. */
  readonly hashes: { readonly style: string; readonly dark: string; readonly script: string };
}

/** Nothing is loaded and nothing runs but our own script and style, known by their hashes. */
export function policyOf({ style, dark, script }: PageAssets['hashes']): string {
  return `default-src 'none'; script-src ${script}; style-src ${style} ${dark}; img-src data:; base-uri 'none'; form-action 'none'`;
}

/** The library is CommonJS inside; its types know only the whole of it. */
const handlebars = (handlebarsRuntime as unknown as { readonly default: typeof Handlebars }).default;

/** An instance of its own: no helper and no partial but those of the page. */
export function templateOf<Page>({ templates }: PageAssets, name: string): (page: Page) => string {
  const own = handlebars.create();
  const compiled = Object.entries(templates).map(
    ([partial, template]) => [partial, own.template<Page>(template as TemplateSpecification)] as const,
  );
  for (const [partial, template] of compiled) own.registerPartial(partial, template);
  const whole = compiled.find(([partial]) => partial === name)?.[1];
  if (whole === undefined) throw new Error(`reports: expected the template ${name}.hbs, found none`);
  return page => whole(page);
}
