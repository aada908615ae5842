import type { Answered, Complaint } from './door.js';
import type { Said } from './said.js';

/** Where a door cannot answer as REST does, and what it answers instead. */
export interface Difference {
  readonly door: 'GraphQL' | 'YAML';
  readonly why: string;
  readonly isSo: (said: Said, rest: Answered) => boolean;
}

const isAmong = (complaint: Complaint, { complaints }: Answered): boolean =>
  complaints.some(({ pointer, message }) => pointer === complaint.pointer && message === complaint.message);

const atDoor = (said: Said, accept: (complaints: readonly Complaint[]) => boolean): boolean =>
  typeof said === 'object' && said.at === 'door' && accept(said.complaints);

const inStatus = (said: Said, accept: (reason: string, message: string) => boolean): boolean =>
  typeof said === 'object' && said.at === 'status' && accept(said.reason, said.message);

/** Every one there is. A test fails where one is no longer needed. */
export const DIFFERENCES = {
  typedInputs: {
    door: 'GraphQL',
    why: 'What its own types cannot hold is refused before our rules are asked, with the place in the message, by the rules of GraphQL.',
    isSo: (said) => atDoor(said, ([first]) => first?.code === 'malformed_request' && first.pointer === undefined),
  },
  schemaFirst: {
    door: 'YAML',
    why: 'An API server knows the schema alone, and of that no rule before types, bounds and values are right: what is left is told the next time, or in the status.',
    isSo: (said, rest) =>
      atDoor(said, (told) => told.length < rest.complaints.length && told.every((one) => isAmong(one, rest))),
  },
  strictDecoding: {
    door: 'YAML',
    why: 'An API server names unknown fields in one sentence, before it judges anything else.',
    isSo: (said, rest) =>
      atDoor(said, ([first, ...others]) => {
        const unknown = rest.complaints.filter(({ code }) => code === 'unknown_field');
        const fields = unknown.map(({ pointer }) => `unknown field "${pointer!.slice(1).replaceAll('/', '.')}"`);
        return others.length === 0 && fields.length > 0 && fields.every((field) => first!.message.includes(field));
      }),
  },
  namesOfKubernetes: {
    door: 'YAML',
    why: 'An API server has rules of its own for names, and tells of both.',
    isSo: (said, rest) =>
      atDoor(said, (told) => rest.complaints.every((one) => told.some(({ message }) => message === one.message))),
  },
  waitsForReferences: {
    door: 'YAML',
    why: 'Files of a repository arrive in any order: what names something that is not there yet waits for it, under a reason that says for what.',
    isSo: (said, rest) =>
      inStatus(said, (reason, message) => {
        const [only] = rest.complaints;
        return /^(StorageNotFound|StorageNotReady|InvalidDataSource)$/.test(reason) && wordsOf(message, only!.message);
      }),
  },
  hiddenBehindRights: {
    door: 'YAML',
    why: 'To a caller of the API, what is not there and what they may not see is one; the loop speaks of what is there.',
    isSo: (said, rest) =>
      inStatus(said, (_, message) => {
        const [only] = rest.complaints;
        return message === `spec.clusterRef.name: ${lowerFirst(only!.message).replace(/ that you may see\.?$/, '')}.`;
      }),
  },
  ownReasonOfBackups: {
    door: 'YAML',
    why: 'A backup outlives its database, and says by a reason of its own that there is none.',
    isSo: (said, rest) =>
      inStatus(said, (reason, message) => {
        const [only] = rest.complaints;
        return (
          reason === 'ClusterNotFound' &&
          message === `spec.clusterRef.name: ${only!.message.replace(' that you may see', '')}.`
        );
      }),
  },
  admissionPolicy: {
    door: 'YAML',
    why: 'An admission policy can say Forbidden and no code of ours; its words are ours.',
    isSo: (said, rest) =>
      atDoor(said, ([first]) => {
        const words = rest.complaints[0]!.message.replace(/^The /, '').replace(/\.$/, '');
        return first!.code === 'forbidden' && first!.message.endsWith(words);
      }),
  },
  heldByFinalizer: {
    door: 'YAML',
    why: 'No door of Kubernetes knows what refers to an object: the deletion is accepted, and the loop holds the object until nothing does.',
    isSo: (said) => inStatus(said, (reason) => reason === 'InUse'),
  },
} as const satisfies Record<string, Difference>;

export type DifferenceName = keyof typeof DIFFERENCES;

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The status says what the API says, but for the field and the headline that stand before it. */
const wordsOf = (status: string, api: string): boolean => status.replace(/\.$/, '').endsWith(tail(api));
const tail = (api: string): string => api.replace(/^(Invalid value: "[^"]*"|Forbidden): /, '').replace(/\.$/, '');
