import { defineEnum } from '../declare/index.js';

export const VERSION_STATUS = defineEnum('VersionStatus', 'What the catalogue thinks of a version.', {
  Recommended: 'Take this one.',
  Available: 'Can be taken.',
  Deprecated: 'Still runs; no new database should begin with it.',
});

export const PARAMETER_TYPE = defineEnum('ParameterType', 'How the text of a parameter is read.', {
  Integer: 'A whole number.',
  Number: 'A number.',
  Boolean: 'on or off, true or false.',
  String: 'Any text.',
  Enum: 'One of `allowed`.',
  Size: 'Bytes in the words of the engine, such as 128MB.',
  Duration: 'A time in the words of the engine, such as 30s.',
});

export const PITR_SUPPORT = defineEnum('PitrSupport', 'Whether a database can be restored to any moment.', {
  Always: 'The log goes to the bucket with every backup.',
  Optional: 'Where `spec.backup.pitr.enabled` asks for it.',
  None: 'To backups only.',
});
