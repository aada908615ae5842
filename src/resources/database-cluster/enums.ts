import { defineEnum } from '../declare/index.js';

export const POWER_STATE = defineEnum('PowerState', 'Whether the members of a database run.', {
  Running: 'Members run and serve.',
  Stopped: 'Members are stopped; their volumes stay.',
});

export const DELETION_POLICY = defineEnum('DeletionPolicy', 'What becomes of the data when the database is deleted.', {
  Delete: 'The volumes are deleted with it.',
  Retain: 'The volumes stay, and an event says how to get the data back.',
  BackupThenDelete: 'A last backup is taken; the volumes are deleted when it has succeeded.',
});

export const EXPOSE_TYPE = defineEnum('ExposeType', 'Who can reach the database over the network.', {
  ClusterIP: 'Clients inside the Kubernetes cluster.',
  NodePort: 'Also clients that reach its nodes.',
  LoadBalancer: 'Also clients that reach the load balancer of the cloud.',
});

export const CLUSTER_PHASE = defineEnum(
  'ClusterPhase',
  'The state of a database in one word, derived from its conditions.',
  {
    Pending: 'Accepted, nothing made yet; the message says what it waits for.',
    Creating: 'Being made for the first time.',
    Running: 'Clients can connect, and all members are whole.',
    Degraded: 'Clients can connect, but something is not whole.',
    Updating: 'A change of the intent is being carried out.',
    Restoring: 'Being filled from a backup.',
    Starting: 'Coming back from Stopped.',
    Stopping: 'On the way to Stopped.',
    Stopped: 'No member runs; the volumes are kept.',
    Failed: 'Needs a person; the message says what to do.',
    Deleting: 'Being taken down.',
  },
);

export const MEMBER_ROLE = defineEnum('MemberRole', 'What a member does.', {
  Primary: 'Takes writes.',
  Replica: 'Follows the primary.',
  Peer: 'Takes reads and writes, like every other of its kind.',
  Coordinator: 'Keeps the others in agreement; serves no clients.',
  Unknown: 'Not told by its operator.',
});

export const ENDPOINT_NAME = defineEnum('EndpointName', 'What an endpoint leads to.', {
  primary: 'The member that takes writes.',
  readonly: 'Replicas only.',
  any: 'Any member that serves; where members are peers, for reads and writes.',
  proxy: 'The connection proxy.',
});
