import { EnumSetting, SettingsGroup, StringSetting } from './declare.js';

@SettingsGroup('Audit')
export class AuditSettings {
  @EnumSetting({
    env: 'DBAAS_AUDIT',
    values: ['stdout', 'file', 'none'],
    default: 'stdout',
    description:
      'Where a line of JSON goes for each write and each look at credentials by REST or GraphQL. The sandbox writes none unless asked.',
  })
  readonly audit!: 'stdout' | 'file' | 'none';

  @StringSetting({
    env: 'DBAAS_AUDIT_FILE',
    description: 'Path of that file, which is appended to and made when it is missing. Required with `file`.',
  })
  readonly auditFile?: string;

  problems(): string[] {
    if ((this.audit === 'file') === (this.auditFile !== undefined)) return [];
    return ['DBAAS_AUDIT=file and DBAAS_AUDIT_FILE need each other'];
  }
}
