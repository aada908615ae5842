/** What the routes are grouped by. */
export const TAGS: Readonly<Record<string, string>> = {
  access: 'Who calls, what they may do and where, and what runs here.',
  'backup storages': 'Buckets that backups are in.',
  backups: 'Backups of databases, and the ways back to them.',
  clusters: 'Databases that are wanted, and how they are.',
  credentials: 'What clients of a database connect with.',
  engines: 'Which databases there are, in which versions, and what can be done with each.',
  'monitoring configs': 'How metrics of databases are collected.',
  operations: 'What is done to a database: asked for, waited for, followed and called off.',
};
