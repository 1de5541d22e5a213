// Authenticates tokens with the real auth service of a backend, at a fixed time and with given keys: one JSON array
// [now, keys, token] a line in, true or false out.
const path = require('path');
const readline = require('readline');

const modules = process.argv[2];
const auth = path.join(modules, '@backstage/backend-defaults/dist/entrypoints/auth');
const jose = require(require.resolve('jose', { paths: [auth] }));
const { UserTokenHandler } = require(path.join(auth, 'user/UserTokenHandler.cjs.js'));
const { DefaultPluginTokenHandler } = require(path.join(auth, 'plugin/PluginTokenHandler.cjs.js'));
const { DefaultAuthService } = require(path.join(auth, 'DefaultAuthService.cjs.js'));

const RealDate = Date;
let now = 0;
global.Date = class extends RealDate {
  constructor(...args) {
    super(...(args.length ? args : [now]));
  }
  static now() {
    return now;
  }
};

const logger = { warn() {}, error() {}, info() {}, debug() {} };

// The plugin that a plugin's token is for, so that only the other rules decide.
function target(token) {
  try {
    const names = [jose.decodeJwt(token).aud].flat();
    return names.find(name => typeof name === 'string' && name) ?? 'events';
  } catch (error) {
    return 'events';
  }
}

async function takes([seconds, keys, token]) {
  now = seconds * 1000;
  const jwks = { getKey: jose.createLocalJWKSet({ keys }) };
  const users = new UserTokenHandler(jwks, logger);
  const plugins = new DefaultPluginTokenHandler(logger, target(token), {}, 'ES256', 3600, {});
  plugins.getJwksClient = async () => jwks;
  const external = { verifyToken: async () => undefined };
  const service = new DefaultAuthService(users, plugins, external, 'events', false, {});
  try {
    await service.authenticate(token);
    return true;
  } catch (error) {
    return false;
  }
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    console.log(JSON.stringify(await takes(JSON.parse(line))));
  }
}

main();
