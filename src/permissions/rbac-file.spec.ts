import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { rbacFile } from './rbac-file.js';

const ROOT = path.join(import.meta.dirname, '../..');

describe('the manifest of the application’s rights', () => {
  it('is what the parts declare; if not: npm run generate', async () => {
    const { file, render } = rbacFile();
    expect(await readFile(path.join(ROOT, file), 'utf8')).toBe(await render());
  });

  it('grants nothing by a wildcard, and no right to grant', async () => {
    const text = await rbacFile().render();
    expect(text).not.toContain('*');
    expect(text).not.toMatch(/- (?:bind|escalate|impersonate)$/m);
  });
});
