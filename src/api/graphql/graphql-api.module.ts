import { Module } from '@nestjs/common';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import { KubeRuntime } from '../../kube/kube-runtime.js';
import { Authenticator } from '../../services/auth/authenticator.js';
import { ServicesModule } from '../../services/services.module.js';
import { apolloOptions } from './apollo-options.js';
import { RESOLVERS } from './resolvers.js';
import { REVIEW_MS, SocketSessions } from './socket/socket-session.js';
import { SubscriptionServer } from './socket/subscription-server.js';

const sessions = {
  provide: SocketSessions,
  useFactory: (authenticator: Authenticator) => new SocketSessions(authenticator, REVIEW_MS),
  inject: [Authenticator],
};

/** GraphQL over HTTP and WebSocket at `/graphql`. Whoever imports this provides KubeRuntime globally. */
@Module({
  imports: [
    ServicesModule,
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      imports: [ServicesModule],
      inject: [Authenticator, KubeRuntime],
      useFactory: (authenticator: Authenticator, { logger }: KubeRuntime) => apolloOptions(authenticator, logger),
    }),
  ],
  providers: [...RESOLVERS, SubscriptionServer, sessions],
})
export class GraphqlApiModule {}
