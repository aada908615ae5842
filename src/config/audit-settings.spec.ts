import { AuditSettings } from './audit-settings.js';
import { ConfigError, loadSettings } from './load.js';

const read = (DBAAS_AUDIT?: string, DBAAS_AUDIT_FILE?: string): string =>
  loadSettings({ DBAAS_AUDIT, DBAAS_AUDIT_FILE }).get(AuditSettings).audit;

describe('where audit records go', () => {
  it('is standard output when nothing is said', () => {
    expect(read()).toBe('stdout');
  });

  it.each([
    ['file', undefined],
    ['stdout', '/var/log/audit.jsonl'],
    ['none', '/var/log/audit.jsonl'],
  ])('is refused at the start where %s and the file %s contradict each other', (audit, file) => {
    expect(() => read(audit, file)).toThrow(ConfigError);
  });
});
