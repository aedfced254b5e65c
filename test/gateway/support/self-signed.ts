import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A certificate for 127.0.0.1 that nobody vouches for. Its key protects nothing. */
export const selfSignedCertificate = `-----BEGIN CERTIFICATE-----
MIIBkDCCATagAwIBAgIUVr4g3w2KXldxxZ6Sxuy67mu5zrUwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMTAwNDIyNloYDzIxMjYxMDI4
MDA0MjI2WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAR5X9TyUGC1DmSlni1z8uuAao63a3e3uFzZjT4kdyTBuC2fe6LpirZN
6okJQOS/GQj6N6zwVwks4RAswaU5JaG2o2QwYjAdBgNVHQ4EFgQUCpJhjlu49Vda
bJqOCf31BOu1pWMwHwYDVR0jBBgwFoAUCpJhjlu49VdabJqOCf31BOu1pWMwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC
IQC+MLTPyKqLQNSyCYJqHlvFJ8VyKWICLZ+V8jQKrQ3fnAIge/JsRTzE8IRNA/N2
QhmIJGhK0VjFpiE+7lwUSCEn0Ag=
-----END CERTIFICATE-----
`;

const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgnIe/xCxTPxuEs7x/
/m+i2suEPM41pNYVwyVDV1zTxVWhRANCAAR5X9TyUGC1DmSlni1z8uuAao63a3e3
uFzZjT4kdyTBuC2fe6LpirZN6okJQOS/GQj6N6zwVwks4RAswaU5JaG2
-----END PRIVATE KEY-----
`;

/** A server on 127.0.0.1 that shows the certificate; gives its host and port. */
export async function startSelfSignedServer(handle: RequestListener): Promise<string> {
  const server = createServer({ key, cert: selfSignedCertificate }, handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return `127.0.0.1:${port}`;
}
