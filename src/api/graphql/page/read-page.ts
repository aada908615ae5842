import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const FOLDER = new URL('../../../../assets/graphql-page/', import.meta.url);

export interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The page in one piece, with a policy by which a browser runs what is ours in it and nothing else. */
export async function readPage(): Promise<Page> {
  const [frame, style, script] = await Promise.all(['page.html', 'page.css', 'page.mjs'].map(read));
  const html = frame!
    .replace('<!-- style -->', () => `<style>${style}</style>`)
    .replace('<!-- script -->', () => `<script type="module">${script}</script>`);
  const policy = [
    "default-src 'none'",
    `style-src ${sourceOf(style!)}`,
    `script-src ${sourceOf(script!)}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return { html, headers: { 'Content-Security-Policy': policy.join('; '), 'Referrer-Policy': 'no-referrer' } };
}

const read = (name: string): Promise<string> => readFile(new URL(name, FOLDER), 'utf8');

const sourceOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
