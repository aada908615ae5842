/** Why a storage is usable or not: reasons of `Ready`, with what somebody has to do. They are never renamed. */
export const STORAGE_REASONS = {
  Probed: 'An object was written, read back and deleted.',
  SecretNotFound: 'The Secret that is named does not exist in this namespace.',
  SecretIncomplete: 'The Secret lacks what the type needs.',
  CaNotFound: 'The Secret or the key named in caRef does not exist.',
  WorkloadIdentityDisabled:
    'This installation does not lend its own identity: name a Secret in credentialsRef, or have DBAAS_STORAGE_WORKLOAD_IDENTITY set.',
  InvalidCredentials: 'The store does not accept the credentials: check the Secret.',
  AccessDenied:
    'The store knows the credentials and does not allow this: grant listing, reading, writing and deleting.',
  BucketNotFound: 'There is no such bucket: make it, or correct its name.',
  WrongRegion: 'The bucket is in another region: correct spec.region or spec.endpoint.',
  BucketFull: 'The bucket or its quota is full: make room or raise the quota.',
  EndpointUnreachable: 'The endpoint does not answer: check its address, its port, DNS and network policies.',
  EndpointForbidden: 'The endpoint leads where this installation does not go: name one outside of the machine.',
  EndpointUnavailable: 'The store answers that it cannot serve now.',
  TLSUntrusted: 'The certificate of the endpoint is not trusted: name its authority in spec.caRef.',
  Timeout: 'The store did not answer in time.',
  ClockSkew: 'The clocks of the store and of this installation are too far apart: set them right.',
  ReadBackMismatch: 'Other bytes came back than were written: the store does not keep what it is given.',
  ProbeFailed: 'The store refused in a way that is not known here: look into its own log.',
} as const;

export type StorageReason = keyof typeof STORAGE_REASONS;
