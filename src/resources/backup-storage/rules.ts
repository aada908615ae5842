import type { ValidationRule } from '../../kube/schema/index.js';

/** Which fields go with which protocol, and how a storage proves who it is: what a schema cannot say. */
export const BACKUP_STORAGE_RULES: readonly ValidationRule[] = [
  {
    rule: 'has(self.credentialsRef) != (has(self.workloadIdentity) && self.workloadIdentity)',
    message: 'needs exactly one of credentialsRef and workloadIdentity: true',
    fieldPath: '.credentialsRef',
  },
  {
    rule: "self.type != 'Azure' || !has(self.workloadIdentity) || !self.workloadIdentity",
    message: 'is not offered with the type Azure: name a Secret in credentialsRef',
    fieldPath: '.workloadIdentity',
  },
  {
    rule: "self.type != 'S3' || has(self.region) || has(self.endpoint)",
    message: 'is needed with the type S3 unless an endpoint is named',
    fieldPath: '.region',
  },
  {
    rule: "self.type != 'Azure' || has(self.endpoint)",
    message: 'is needed with the type Azure: the address of the storage account',
    fieldPath: '.endpoint',
  },
  {
    rule: "self.type != 'GCS' || !has(self.endpoint)",
    message: 'does not go with the type GCS, whose address is always that of Google',
    fieldPath: '.endpoint',
  },
  {
    rule: "self.type == 'S3' || !has(self.region)",
    message: 'goes with the type S3 alone',
    fieldPath: '.region',
  },
  {
    rule: "self.type == 'S3' || !has(self.forcePathStyle)",
    message: 'goes with the type S3 alone',
    fieldPath: '.forcePathStyle',
  },
  {
    rule: "!has(self.caRef) || (has(self.endpoint) && self.endpoint.startsWith('https://'))",
    message: 'needs an endpoint that begins with https://',
    fieldPath: '.caRef',
  },
];
