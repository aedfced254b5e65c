/** Apollo Gateway in Apollo Server's own server: `node peers/apollo.mjs <supergraph file> <port>`. */
import { readFile } from 'node:fs/promises';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

/** Passes on who asks. */
class TellingDataSource extends RemoteGraphQLDataSource {
  willSendRequest({ request, context }) {
    if (context.caller) request.http.headers.set('x-forwarded-for', context.caller);
  }
}

const telling = process.env.TELL_CALLER === '1';
const [file, port] = process.argv.slice(2);
const gateway = new ApolloGateway({
  supergraphSdl: await readFile(file, 'utf8'),
  ...(telling ? { buildService: ({ url }) => new TellingDataSource({ url }) } : {}),
});
const server = new ApolloServer({ gateway, introspection: false });
await startStandaloneServer(server, {
  listen: { port: Number(port), host: '127.0.0.1' },
  ...(telling ? { context: async ({ req }) => ({ caller: req.headers['x-forwarded-for'] }) } : {}),
});
process.once('SIGTERM', () => process.exit(0));
process.once('disconnect', () => process.exit(0));
