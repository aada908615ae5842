export { BUCKET_ACCESS } from './access.js';
export { credentialsOf, NoEntryError, targetOf } from './bucket-target.js';
export { placeOf, StorageVisits, type StorageTrouble, type StorageVisit } from './storage-visits.js';
