/** Apollo Gateway in Apollo Server's own server: `node peers/apollo.mjs <supergraph file> <port>`. */
import { readFile } from 'node:fs/promises';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const [file, port] = process.argv.slice(2);
const gateway = new ApolloGateway({ supergraphSdl: await readFile(file, 'utf8') });
const server = new ApolloServer({ gateway, introspection: false });
await startStandaloneServer(server, { listen: { port: Number(port), host: '127.0.0.1' } });
process.once('SIGTERM', () => process.exit(0));
process.once('disconnect', () => process.exit(0));
