import { settingsOf } from './declare.js';
import { renderConfigurationDocument } from './document.js';
import { SETTINGS_CLASSES } from './settings.js';

describe('renderConfigurationDocument', () => {
  const document = renderConfigurationDocument();
  const rows = document.split('\n').filter((line) => line.startsWith('| `'));

  it.each(
    SETTINGS_CLASSES.flatMap((settingsClass) => settingsOf(settingsClass)).map((setting) => [setting.env, setting]),
  )('has one row for %s, with what is allowed and what it means', (env, { allowed, description }) => {
    const own = rows.filter((row) => row.startsWith(`| \`${env}\` |`));
    expect(own).toHaveLength(1);
    expect(own[0]).toContain(`| ${allowed} | ${description} |`);
  });

  it('is a table that Markdown reads: four cells a row, a blank line around each heading', () => {
    for (const row of rows) expect(row.split(/(?<!\\)\|/)).toHaveLength(6);
    expect(document).not.toMatch(/[^\n]\n## |\n## [^\n]*\n[^\n]|\n\n\n/);
    expect(document).toMatch(/[^\n]\n$/);
  });
});
