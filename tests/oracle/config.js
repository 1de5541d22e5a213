// Loads configurations with the real loader: one JSON case {files, configs, env} a line in, {ok} or {error} out.
const { ConfigSources } = require('@backstage/config-loader');
const fs = require('fs');
const os = require('os');
const path = require('path');
const readline = require('readline');

process.emitWarning = () => {};

// Arrays of [key, value], so that the order of keys is seen; what JSON does not know is left out as JSON.stringify does.
function plain(value) {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value === null || typeof value !== 'object') return typeof value === 'function' ? undefined : value;
  if (Array.isArray(value)) return value.map(item => plain(item) ?? null);
  const entries = Object.entries(value).map(([key, below]) => [key, plain(below)]);
  return { entries: entries.filter(([, below]) => below !== undefined) };
}

async function load({ files, configs, env }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oracle-'));
  try {
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
    const source = ConfigSources.default({
      argv: configs.flatMap(name => ['--config', path.join(folder, name)]),
      env,
      watch: false,
      rootDir: folder,
      substitutionFunc: async name => (Object.hasOwn(env, name) ? env[name].trim() : undefined),
    });
    const config = await ConfigSources.toConfig(source);
    return { ok: plain(config.get()) };
  } catch (error) {
    // Sources that are all empty are no error until something is read.
    if (/^Missing required config value at '' /.test(error.message)) return { ok: { entries: [] } };
    return { error: String(error.message) };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await load(JSON.parse(line)))}\n`);
  }
}

main();
